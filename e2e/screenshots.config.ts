import { defineConfig } from '@playwright/test';
import { browser, type Options } from './support/settings.ts';

export default defineConfig<Options>({
  testDir: 'screenshots',
  outputDir: 'results/traces',
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: { ...browser, database: 'sqlite' },
});
