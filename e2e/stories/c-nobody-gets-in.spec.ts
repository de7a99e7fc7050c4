import { fromAccountMenu, logIn } from '../support/actions.ts';
import { expect, test } from '../support/fixtures.ts';

const screens = ['/', '/requests', '/requests/new', '/settings', '/sites', '/account', '/requests/01890000-0000-7000-8000-000000000000'];

test('[PO-1] nobody sees a screen or an answer without logging in', async ({ page }) => {
  for (const screen of screens) {
    await page.goto(screen);
    await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' }), screen).toBeVisible();
  }
  for (const path of ['/me', '/requests', '/sites', '/settings', '/dead-letters', '/company-groups']) {
    const answer = await page.request.get(`/api/v1${path}`);
    expect(answer.status(), path).toBe(401);
    expect(answer.headers()['content-type'], path).toContain('application/problem+json');
  }
  const forged = await page.request.get('/api/v1/me', { headers: { authorization: 'Bearer e30.e30.e30' } });
  expect(forged.status()).toBe(401);
});

test('[PO-1] a deep link opened logged out is returned to after the login', async ({ page, palier }) => {
  const manager = await palier.api('manager');
  const [request] = (await manager.requests()).items;
  await page.goto(`/requests/${request!.id}`);
  await logIn(page, await palier.demoLogin('manager'));
  await expect(page).toHaveURL(new RegExp(`/requests/${request!.id}$`));
  await expect(page.getByRole('heading', { level: 1, name: request!.title })).toBeVisible();
});

test('[PO-1] a wrong password and an unknown person get the same words', async ({ page, palier }) => {
  const known = await palier.demoLogin('visitor');
  const answers: string[] = [];
  for (const username of [known.username, 'personne.inconnue']) {
    await page.goto('/');
    await page.getByLabel('Nom d’utilisateur').fill(username);
    await page.getByLabel('Mot de passe', { exact: true }).fill('pas le bon mot de passe');
    await page.getByRole('button', { name: 'Se connecter' }).click();
    answers.push(await page.getByRole('alert').innerText());
    await expect(page.getByLabel('Nom d’utilisateur')).toHaveValue(username);
  }
  expect(answers[0]).toBe(answers[1]);
});

test('[PO-1] logging out closes the session for good', async ({ as }) => {
  const page = await as('visitor');
  await fromAccountMenu(page, 'Se déconnecter');
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Se connecter' })).toBeVisible();
  expect((await page.request.post('/api/v1/session/refresh')).status()).toBe(401);
});

test('[PO-1] a reload keeps the session and the screen', async ({ as }) => {
  const page = await as('manager');
  await page.goto('/requests?status=done');
  await page.reload();
  await expect(page).toHaveURL(/status=done/);
  await expect(page.getByRole('heading', { level: 1, name: 'Demandes' })).toBeVisible();
});
