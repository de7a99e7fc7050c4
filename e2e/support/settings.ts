import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from '@playwright/test';

export type Database = 'sqlite' | 'postgres';

/** What a project or a file may choose. */
export interface Options {
  database: Database;
  /** Demo data, or an empty instance that prints its set-up link. */
  demo: boolean;
  /** How the mailbox is reached: a certificate made for one run cannot be trusted from the wizard. */
  mailSecurity: 'starttls' | 'none';
}

export const browser: Partial<PlaywrightTestOptions & PlaywrightWorkerOptions> = {
  locale: 'fr-BE',
  timezoneId: 'Europe/Brussels',
  viewport: { width: 1366, height: 768 },
  trace: 'retain-on-failure',
  screenshot: 'only-on-failure',
  launchOptions: {
    executablePath: process.env.PALIER_TEST_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  },
};

export const phone = { width: 390, height: 844 };
export const desk = { width: 1366, height: 768 };

/** A variable the scripts set; the message says how to get it. */
export function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the stories with just browser`);
  return value;
}
