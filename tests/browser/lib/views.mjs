// The ways a page can be looked at. What the system asks for is emulated; what a reader chose stands on the root element.

/** What the settings form sets on the root element. */
const CHOICES = ['scheme', 'view', 'text'];
const SYSTEM = { 'prefers-color-scheme': 'light', 'prefers-contrast': 'no-preference', 'forced-colors': 'none' };

const view = (name, system = {}, chosen = {}, media = '') => ({
  name,
  /** Whether it changes nothing but colours. */
  colours: name !== 'light' && !chosen.view && !chosen.text && !media,
  /** Show the open page of a tab in this view. */
  async prepare({ page, cdp }) {
    const features = Object.entries({ ...SYSTEM, ...system }).map(([feature, value]) => ({ name: feature, value }));
    await cdp.send('Emulation.setEmulatedMedia', { media, features });
    await page.evaluate((choices, values) => {
      for (const choice of choices) {
        if (values[choice]) document.documentElement.dataset[choice] = values[choice];
        else delete document.documentElement.dataset[choice];
      }
      // Colours that fade in are at their end.
      for (const animation of document.getAnimations()) animation.finish();
    }, CHOICES, chosen);
  },
});

export const LIGHT = view('light');
export const DARK = view('dark', { 'prefers-color-scheme': 'dark' });
export const ELDER = view('elder', {}, { view: 'elder' });
export const LARGEST = view('largest text', {}, { text: 'largest' });
export const PRINT = view('print', {}, {}, 'print');

/** Every view that must be fit for everybody. */
export const VIEWS = [
  LIGHT,
  DARK,
  view('contrast', { 'prefers-contrast': 'more' }),
  view('forced colors', { 'forced-colors': 'active' }),
  ELDER,
  LARGEST,
];

/** What was chosen against the system, or two things at once: the contrast of text is computed. */
export const CHOSEN = [
  view('dark chosen', {}, { scheme: 'dark' }),
  view('light chosen in the dark', { 'prefers-color-scheme': 'dark' }, { scheme: 'light' }),
  view('contrast chosen', {}, { scheme: 'contrast' }),
  view('elder in the dark', { 'prefers-color-scheme': 'dark' }, { view: 'elder' }),
];

export const WIDTHS = [360, 768, 1280];
