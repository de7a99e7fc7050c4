import { test as base, expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { logIn } from './actions.ts';
import { Palier } from './palier.ts';
import { desk, type Options } from './settings.ts';

type Role = 'administrator' | 'manager' | 'visitor';
type Viewport = { width: number; height: number };

/** Starts one server for each file and ends it when the next file asks for its own. */
class Servers {
  private current?: { key: string; palier: Palier };

  async of(key: string, options: Options): Promise<Palier> {
    if (this.current?.key === key) return this.current.palier;
    await this.stop();
    const palier = await Palier.start(options);
    this.current = { key, palier };
    return palier;
  }

  async stop(): Promise<void> {
    await this.current?.palier.stop();
    this.current = undefined;
  }
}

interface Fixtures {
  palier: Palier;
  /** A page of a browser of its own, logged in as one of the demo's people. */
  as: (role: Role, viewport?: Viewport) => Promise<Page>;
  /** A page of a browser of its own, logged out. */
  stranger: (viewport?: Viewport) => Promise<Page>;
  /** What the browser refused or threw; a story with any of it fails. */
  complaints: string[];
}

/** Listens for what must never happen on any page. */
export async function listen(context: BrowserContext, complaints: string[]): Promise<void> {
  await context.exposeBinding('palierComplains', (_source, text: string) => {
    complaints.push(text);
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const complain = Reflect.get(window, 'palierComplains') as (text: string) => void;
      complain(`CSP ${event.violatedDirective} ${event.blockedURI} on ${location.pathname}`);
    });
  });
  context.on('weberror', (error) => complaints.push(`uncaught ${error.error().message}`));
  context.on('console', (message) => {
    if (/Content Security Policy|panicked/i.test(message.text())) complaints.push(message.text());
  });
}

export const test = base.extend<Fixtures & Omit<Options, 'database'>, { database: Options['database']; servers: Servers }>({
  database: ['sqlite', { option: true, scope: 'worker' }],
  demo: [true, { option: true }],
  mailSecurity: ['starttls', { option: true }],
  servers: [
    async ({}, use) => {
      const servers = new Servers();
      await use(servers);
      await servers.stop();
    },
    { scope: 'worker' },
  ],
  palier: async ({ servers, database, demo, mailSecurity }, use, info) => {
    await use(await servers.of(`${info.file} ${demo}`, { database, demo, mailSecurity }));
  },
  baseURL: async ({ palier }, use) => use(palier.url),
  complaints: async ({}, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints, 'violations of the CSP and uncaught errors').toEqual([]);
  },
  context: async ({ context, complaints }, use) => {
    await listen(context, complaints);
    await use(context);
  },
  stranger: async ({ browser, palier, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (viewport = desk) => {
      const context = await open(browser, palier.url, viewport);
      contexts.push(context);
      await listen(context, complaints);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  as: async ({ palier, stranger }, use) => {
    await use(async (role, viewport) => {
      const page = await stranger(viewport);
      await page.goto('/');
      await logIn(page, await palier.demoLogin(role));
      return page;
    });
  },
});

function open(browser: Browser, baseURL: string, viewport: Viewport): Promise<BrowserContext> {
  return browser.newContext({ baseURL, viewport, locale: 'fr-BE', timezoneId: 'Europe/Brussels' });
}

export { expect };
