import type { CDPSession, Page } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';
import { tour, visit } from '../support/pages.ts';

const first = 400 * 1024;
const later = 150 * 1024;

interface Wire {
  bytes: number;
  files: Map<string, number>;
}

/** Counts what comes over the wire, heads and compressed bodies, as the browser's own network layer does. */
async function count(page: Page): Promise<Wire> {
  const wire: Wire = { bytes: 0, files: new Map() };
  const urls = new Map<string, string>();
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    wire.bytes += encodedDataLength;
    wire.files.set(urls.get(requestId) ?? requestId, encodedDataLength);
  });
  return wire;
}

test('the first load takes at most 400 KiB over the wire', async ({ page }, info) => {
  const wire = await count(page);
  await visit(page, '/login');
  await page.waitForLoadState('networkidle');
  const told = [...wire.files].map(([url, bytes]) => `${bytes}\t${url}`).join('\n');
  await info.attach('wire.txt', { body: `${wire.bytes}\ttotal\n${told}` });
  console.log(`first load: ${(wire.bytes / 1024).toFixed(1)} KiB in ${wire.files.size} files`);
  expect([...wire.files.keys()].some((url) => url.includes('.wasm')), 'the app itself was counted').toBe(true);
  expect(wire.bytes).toBeLessThanOrEqual(first);
});

test('a page that few people see comes when somebody goes there, and takes at most 150 KiB', async ({ as }) => {
  const page = await as('administrator');
  const wire = await count(page);
  await page.getByRole('link', { name: 'Sites', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sites' })).toBeVisible();
  await page.waitForLoadState('networkidle');
  console.log(`sites: ${(wire.bytes / 1024).toFixed(1)} KiB in ${wire.files.size} files`);
  expect([...wire.files.keys()].some((url) => url.includes('.wasm')), 'its code was counted').toBe(true);
  expect(wire.bytes).toBeLessThanOrEqual(later);
});

test('the files of the app are precompressed, immutable and named after their content', async ({ page, palier }) => {
  const files: string[] = [];
  page.on('response', (answer) => files.push(answer.url()));
  await visit(page, '/');
  const wasm = files.find((url) => url.endsWith('.wasm'))!;
  const answer = await fetch(wasm, { headers: { 'accept-encoding': 'br' } });
  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('cache-control')).toContain('immutable');
  const shell = await fetch(palier.url);
  expect(shell.headers.get('cache-control') ?? '').not.toContain('immutable');
  const again = await fetch(palier.url, { headers: { 'if-none-match': shell.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
});

test('no page breaks the content security policy, and the policy has no holes', async ({ page, palier }) => {
  test.setTimeout(120_000);
  const policy = (await fetch(palier.url)).headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain("'unsafe-inline'");
  expect(policy).not.toContain("'unsafe-eval'");
  // What a page breaks is a complaint, and a complaint fails the story.
  await tour(page, palier, async () => {});
});

test('/api/docs shows the contract with nothing from elsewhere', async ({ page, palier }) => {
  const hosts = new Set<string>();
  page.on('request', (request) => hosts.add(new URL(request.url()).host));
  await page.goto('/api/docs/');
  await expect(page.getByText('/api/v1/requests').first()).toBeVisible();
  expect([...hosts]).toEqual([new URL(palier.url).host]);
});
