import { changeStatus } from '../support/desk.ts';
import { expect, test } from '../support/fixtures.ts';

test('two people change one request: the second is told what is new, loses nothing, and can go on', async ({ as, palier }) => {
  const administrator = await palier.api('administrator');
  const [site] = await (await palier.api('manager')).sites('change_request_status');
  const request = await administrator.createRequest({ site_id: site!.id, text: 'Chaudière en défaut E119' });

  const page = await as('manager');
  await page.goto(`/requests/${request.id}`);
  await expect(page.getByRole('heading', { level: 1, name: request.title })).toBeVisible();

  // Held back until the other change is made: the page still has the old version when it sends its own.
  await page.route('**/api/v1/requests/*/status', async (route) => {
    expect((await administrator.changeStatus(request.id, 'on_hold')).status).toBe(200);
    await route.continue();
  }, { times: 1 });
  const refused = page.waitForResponse((answer) => answer.request().method() === 'PUT');
  await page.getByRole('button', { name: /^État/ }).click();
  await page.getByRole('menuitem', { name: 'En cours' }).click();
  expect((await refused).status()).toBe(412);

  await expect(page.getByText('Modifiée entre-temps')).toBeVisible();
  await expect(page.getByText('À assigner → En attente')).toBeVisible();
  expect((await administrator.request(request.id)).status, 'nothing was overwritten').toBe('on_hold');

  await page.getByRole('button', { name: 'Recharger' }).click();
  await expect(page.getByRole('button', { name: /^État.*En attente/ })).toBeVisible();
  await changeStatus(page, 'En cours');
  expect((await administrator.request(request.id)).status).toBe('in_progress');
});

test('what was typed stays when the server refuses it', async ({ as, palier }) => {
  const page = await as('visitor');
  await page.goto('/requests/new');
  await page.getByLabel('Que se passe-t-il ?').fill('Fenêtre cassée, salle 3');
  await page.route('**/api/v1/requests', (route) => route.abort('connectionrefused'), { times: 1 });
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await expect(page.getByText('Pas envoyée')).toBeVisible();
  await expect(page.getByLabel('Que se passe-t-il ?')).toHaveValue('Fenêtre cassée, salle 3');

  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fenêtre cassée, salle 3' })).toBeVisible();
  const mine = (await (await palier.api('visitor')).requests('?mine=true')).items;
  expect(mine.filter((each) => each.title === 'Fenêtre cassée, salle 3')).toHaveLength(1);
});
