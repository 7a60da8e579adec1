// What a reader sees of a page's words, and whether all of it can be seen.

/** Runs in the page: the words of main, without what only scripts can do. */
export function words() {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('[data-script] { display: none !important; }');
  document.adoptedStyleSheets.push(sheet);
  const text = document.querySelector('main').innerText;
  document.adoptedStyleSheets.pop();
  return text;
}

/** Runs in the page: what goes over the edge or is cut off. A name that is repeated in the heading may be cut in the path to it. */
export function cut() {
  const root = document.scrollingElement;
  const heading = document.querySelector('h1')?.textContent ?? '';
  const name = (element) => `${element.localName}${element.id ? `#${element.id}` : ''}${element.classList.length ? `.${[...element.classList].join('.')}` : ''}`;
  const faults = [];
  if (root.scrollWidth > root.clientWidth) faults.push(`the page scrolls sideways: ${root.scrollWidth} > ${root.clientWidth}`);
  const apart = new Set();
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility() || element instanceof SVGElement) continue;
    const style = getComputedStyle(element);
    const hidden = element.clientWidth <= 1 && element.clientHeight <= 1;
    const scrolls = ['auto', 'scroll'].includes(style.overflowX);
    if (hidden || scrolls || element.parentElement && apart.has(element.parentElement)) {
      apart.add(element);
      continue;
    }
    if (!element.innerText?.trim() || style.display === 'inline') continue;
    const cuts = (overflow, whole, shown) => ['hidden', 'clip'].includes(overflow) && whole > shown + 1;
    if (cuts(style.overflowX, element.scrollWidth, element.clientWidth) || cuts(style.overflowY, element.scrollHeight, element.clientHeight)) {
      const repeated = element.matches('[aria-current="page"]') && heading.includes(element.textContent.trim());
      if (!repeated) faults.push({ element: name(element), fault: `is cut off: “${element.innerText.trim().slice(0, 30)}”` });
    }
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || apart.has(parent) || parent.matches('.gs-skip') || !parent.checkVisibility()) continue;
    range.selectNodeContents(walker.currentNode);
    const box = range.getBoundingClientRect();
    if (box.width > 0 && (box.left < -1 || box.right > root.clientWidth + 1) && !parent.closest('[aria-current="page"]')) {
      faults.push({ element: name(parent), fault: `stands outside the page: “${walker.currentNode.data.trim().slice(0, 30)}”` });
    }
  }
  return faults;
}
