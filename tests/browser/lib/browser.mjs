// Chromium, and tabs that are used again and again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { require } from './tools.mjs';

const puppeteer = require('puppeteer-core');

/** One tab: its page, the DevTools session of it, and what it complained about since it was last opened. */
class Tab {
  said = [];

  constructor(page, cdp) {
    this.page = page;
    this.cdp = cdp;
    page.on('console', (message) => this.said.push(`console: ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`error: ${error.message}`));
    page.on('requestfailed', (request) => this.said.push(`failed: ${request.url()} (${request.failure()?.errorText ?? 'refused'})`));
    page.on('response', (response) => response.status() >= 400 && this.said.push(`${response.status()}: ${response.url()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(this.origin)) this.said.push(`outside: ${request.url()}`);
    });
  }

  /** Open an address in a window of this size. */
  async open(url, width, height = 900, scale = 1) {
    this.origin = new URL(url).protocol === 'file:' ? 'file://' : new URL(url).origin;
    await this.size(width, height, scale);
    this.said = [];
    await this.page.goto(url, { waitUntil: 'load' });
  }

  async size(width, height = 900, scale = 1) {
    await this.cdp.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: scale, mobile: false });
  }

  /** Go to the next control with the Tab key, or to the one before. */
  async tabulate(back = false) {
    const key = { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9, modifiers: back ? 8 : 0 };
    await Promise.all(['rawKeyDown', 'keyUp'].map((type) => this.cdp.send('Input.dispatchKeyEvent', { ...key, type })));
  }

  /** Let pages run their scripts, or not. */
  async scripts(allowed) {
    await this.cdp.send('Emulation.setScriptExecutionDisabled', { value: !allowed });
  }
}

/** A browser with as many tabs as are worth having on two cores. */
export class Browser {
  static async launch(tabs = 3) {
    const browser = new Browser();
    browser.profile = mkdtempSync(join(tmpdir(), 'gongshi-browser-'));
    browser.chromium = await puppeteer.launch({
      executablePath: '/usr/bin/chromium',
      headless: true,
      userDataDir: browser.profile,
      env: { ...process.env, FONTCONFIG_FILE: fileURLToPath(new URL('../fonts.conf', import.meta.url)), LANG: 'zh_CN.UTF-8', TZ: 'Asia/Shanghai' },
      defaultViewport: null,
      args: [
        '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
        '--hide-scrollbars', '--lang=zh-CN', '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb',
      ],
    });
    browser.tabs = await Promise.all(Array.from({ length: tabs }, () => browser.tab()));
    return browser;
  }

  async tab() {
    const page = await this.chromium.newPage();
    const cdp = await page.createCDPSession();
    await cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return new Tab(page, cdp);
  }

  /** Do something with every item, in as many tabs as there are. */
  async each(items, work) {
    const left = [...items];
    const one = async (tab) => {
      while (left.length > 0) await work(tab, left.shift());
    };
    await Promise.all(this.tabs.map(one));
  }

  async close() {
    await this.chromium.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}
