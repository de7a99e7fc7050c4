import { defineConfig } from '@playwright/test';
import { browser, type Options } from './support/settings.ts';

export default defineConfig<Options>({
  testDir: 'stories',
  outputDir: 'results/traces',
  forbidOnly: !!process.env.CI,
  // A story that passes on the second try has failed.
  retries: 0,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: 'results/report.json' }]],
  use: browser,
  projects: [
    { name: 'sqlite', use: { database: 'sqlite' } },
    // What a page weighs and how it reads aloud does not depend on the database.
    { name: 'postgres', use: { database: 'postgres' }, testIgnore: /[fg]-.*\.spec\.ts/ },
  ],
});
