// What the browser tells a screen reader.

const MUST = new Set(['progressbar', 'meter', 'image', 'img', 'textbox', 'searchbox', 'checkbox', 'radio', 'switch', 'combobox', 'listbox', 'slider', 'spinbutton',
  'button', 'link', 'DisclosureTriangle', 'radiogroup', 'region', 'navigation', 'dialog']);

/** The browser keeps numbers in single precision. */
const rounded = (value) => (typeof value === 'number' ? Number(value.toFixed(4)) : value);

/** The accessibility tree of the open page: role, name and value of all that a reader must be told by name. */
export async function told({ cdp }) {
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  return nodes.filter((node) => !node.ignored && MUST.has(node.role?.value)).map((node) => ({
    role: node.role.value,
    name: (node.name?.value ?? '').trim(),
    value: rounded(node.value?.value) ?? node.properties?.find((property) => property.name === 'checked')?.value?.value,
  }));
}
