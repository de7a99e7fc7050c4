import { expectAccessible } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';

const code = '**/assets/split_sites-*.wasm';

test('while the code of a page is slow in coming, its shape stands there', async ({ as }) => {
  const page = await as('administrator');
  let deliver = (): void => {};
  const held = new Promise<void>((done) => (deliver = done));
  await page.route(code, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('link', { name: 'Sites', exact: true }).click();
  await expect(page.locator('.skeleton').first()).toBeVisible();
  deliver();
  await expect(page.getByRole('heading', { level: 1, name: 'Sites' })).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
});

test('when the code of a page does not come, the page says so and tries again when told to', async ({ as }) => {
  const page = await as('administrator');
  await page.route(code, (route) => route.abort('connectionreset'));
  await page.getByRole('link', { name: 'Sites', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Impossible de charger' })).toBeVisible();
  await expectAccessible(page, 'a page whose code did not come');
  await page.unroute(code);
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sites' })).toBeVisible();
});

test('when an upgrade took the code of a page away, reloading brings the new version of the page', async ({ as }) => {
  const page = await as('administrator');
  await page.route(code, (route) => route.fulfill({ status: 404 }), { times: 1 });
  await page.route('/', (route) => route.fulfill({ body: '<script src="/assets/boot-new.js"></script>' }), { times: 1 });
  await page.getByRole('link', { name: 'Sites', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Palier a été mis à jour' })).toBeVisible();
  await page.getByRole('button', { name: 'Recharger la page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sites' })).toBeVisible();
  await expect(page).toHaveURL(/\/sites$/);
});
