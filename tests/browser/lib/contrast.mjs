// The contrast of every text of a page, computed from its colour and the backgrounds behind it.

/** Runs in the page: the texts with less contrast than WCAG asks for at AAA, or one that cannot be computed. */
export function faint() {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const seen = new Map();
  /** Red, green, blue, alpha of any colour CSS can say. */
  const parse = (colour) => {
    if (!seen.has(colour)) {
      const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour);
      if (colour === 'none' || colour.startsWith('url(')) {
        seen.set(colour, [0, 0, 0, 0]);
      } else if (plain) {
        seen.set(colour, [plain[1], plain[2], plain[3], plain[4] ?? 1].map(Number));
      } else {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        seen.set(colour, [r, g, b, a / 255]);
      }
    }
    return seen.get(colour);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const light = ([r, g, b]) => [[r, 0.2126], [g, 0.7152], [b, 0.0722]]
    .reduce((sum, [value, weight]) => sum + weight * (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4), 0);
  const ratio = (one, two) => (Math.max(light(one), light(two)) + 0.05) / (Math.min(light(one), light(two)) + 0.05);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches && getComputedStyle(document.documentElement).colorScheme.includes('dark');
  const behindOf = new Map();
  /** What is behind the words of an element: a colour, or the reason why it is not known. */
  const behind = (element) => {
    if (!element) return parse(matchMedia('(forced-colors: active)').matches ? 'Canvas' : dark ? '#121212' : '#fff');
    if (!behindOf.has(element)) {
      const style = getComputedStyle(element);
      const own = parse(style.backgroundColor);
      const image = style.backgroundImage !== 'none' && !(element instanceof SVGElement);
      const below = own[3] === 1 ? own : behind(element.parentElement);
      behindOf.set(element, image ? 'a picture' : typeof below === 'string' ? below : own[3] === 1 ? own : over(own, below));
    }
    return behindOf.get(element);
  };
  /** What is behind a text of a drawing: the last shape before it that holds its middle, or what is behind the drawing. */
  const drawnBehind = (text) => {
    const box = text.getBoundingClientRect();
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const shapes = [...text.ownerSVGElement.querySelectorAll('rect, circle, ellipse, path, polygon')].filter((shape) => {
      const around = shape.getBoundingClientRect();
      const before = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
      return before && around.left <= x && x <= around.right && around.top <= y && y <= around.bottom && parse(getComputedStyle(shape).fill)[3] === 1;
    });
    return shapes.length > 0 ? parse(getComputedStyle(shapes.at(-1)).fill) : behind(text.ownerSVGElement);
  };
  const name = (element) => `${element.localName}${element.id ? `#${element.id}` : ''}${element.classList.length ? `.${[...element.classList].join('.')}` : ''}`;
  const found = new Map();
  const ask = (element, style, text) => {
    const back = element instanceof SVGElement ? drawnBehind(element) : behind(element);
    const size = Number.parseFloat(style.fontSize);
    const wanted = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 4.5 : 7;
    let fault = '';
    if (typeof back === 'string') {
      fault = `stands on ${back}`;
    } else {
      let colour = parse(element instanceof SVGElement ? style.fill : style.color);
      for (let at = element; at; at = at.parentElement) colour = [...colour.slice(0, 3), colour[3] * Number(getComputedStyle(at).opacity)];
      const is = ratio(over(colour, back), back);
      if (is < wanted) fault = `contrast ${is.toFixed(2)}:1 is less than ${wanted}:1`;
    }
    if (fault) found.set(`${name(element)} ${fault}`, { element: `${name(element)} “${text.trim().slice(0, 20)}”`, fault });
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const elements = new Set();
  while (walker.nextNode()) if (walker.currentNode.data.trim()) elements.add(walker.currentNode.parentElement);
  for (const element of elements) {
    if (element.checkVisibility({ visibilityProperty: true })) ask(element, getComputedStyle(element), element.textContent);
  }
  for (const element of document.body.querySelectorAll('*')) {
    for (const which of ['::before', '::after']) {
      const style = getComputedStyle(element, which);
      if (/[^"\s/]/.test(style.content.replace(/^(none|normal)$/, '')) && element.checkVisibility()) ask(element, style, style.content);
    }
  }
  return [...found.values()];
}
