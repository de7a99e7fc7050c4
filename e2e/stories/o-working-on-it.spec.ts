import type { Page } from '@playwright/test';
import { logIn } from '../support/actions.ts';
import { Api, type Request } from '../support/api.ts';
import { expectAccessible } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import type { Palier } from '../support/palier.ts';

interface Named {
  id: string;
  name: string;
}

/** A request of the administrator's at the visitor's site: published, and not the visitor's own. */
async function given(palier: Palier, text: string): Promise<Request> {
  const [administrator, visitor] = await Promise.all([palier.api('administrator'), palier.api('visitor')]);
  const me = await visitor.me();
  return administrator.createRequest({ site_id: me.default_site_id!, text });
}

/** A tag of a new category that lives at the top. */
async function newTag(palier: Palier, category: string, name: string): Promise<Named & { node: string }> {
  const administrator = await palier.api('administrator');
  const { items } = await administrator.json<{ items: Named[] }>('GET', '/nodes?level=instance');
  const node = items[0]!.id;
  const axis = { name: category, node_id: node, colour: 7, in_lists: true, position: 0 };
  const { id } = await administrator.json<Named>('POST', '/tag-categories', axis);
  return { ...(await administrator.json<Named>('POST', '/tags', { category_id: id, name })), node };
}

async function open(page: Page, request: Request): Promise<void> {
  await page.goto(`/requests/${request.id}`);
  await expect(page.getByRole('heading', { level: 1, name: request.title })).toBeVisible();
}

test('[PO-3] who may publish keeps a request internal with a switch, and shows it again', async ({ as, palier }) => {
  const request = await given(palier, 'Serrure forcée, réserve');
  const visitor = await palier.api('visitor');
  const seen = async () => (await visitor.call('GET', `/requests/${request.id}`)).status;
  expect(await seen()).toBe(200);

  const page = await as('manager');
  await open(page, request);
  const published = page.getByRole('switch', { name: /^Publiée/ });
  await expect(published).toBeChecked();
  await published.uncheck();
  await expect(page.getByText(`Interne seulement : ${request.reference}`)).toBeVisible();
  expect(await seen()).toBe(404);

  await page.getByRole('button', { name: 'Défaire' }).click();
  await expect(published).toBeChecked();
  expect(await seen()).toBe(200);
});

test('a publication that the server refuses leaves the switch as it is', async ({ as, palier }) => {
  const request = await given(palier, 'Ampoule grillée, escalier');
  const page = await as('manager');
  await open(page, request);
  await page.route('**/requests/*/publication', (route) => route.abort('connectionreset'), { times: 1 });
  const published = page.getByRole('switch', { name: /^Publiée/ });
  await published.click();
  await expect(page.getByText('Le serveur ne répond pas.')).toBeVisible();
  await expect(published).toBeChecked();
});

test('[CT-1] tags are put on and taken off with the keyboard, in the colour of their category', async ({ as, palier }) => {
  const tag = await newTag(palier, 'Métier', 'Chauffage');
  const request = await given(palier, 'Radiateur qui siffle');
  const page = await as('manager');
  await open(page, request);
  const chip = page.getByRole('complementary').locator('.tag', { hasText: tag.name });

  await page.getByRole('button', { name: 'Étiquettes…' }).click();
  const box = page.getByRole('combobox', { name: 'Étiquettes de la demande' });
  await expect(box).toBeFocused();
  await box.fill('chauf');
  await expect(page.getByRole('option', { name: /Chauffage/ })).toBeVisible();
  await expectAccessible(page, 'the tags to choose from');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Mise : Chauffage')).toBeVisible();
  await expect(chip).toHaveAttribute('data-color', '7');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Retirée : Chauffage')).toBeVisible();
  await expect(chip).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(chip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Étiquettes…' })).toBeFocused();

  await page.goto(`/requests?site_id=${request.site.id}`);
  await expect(page.getByRole('row').filter({ hasText: request.title }).locator('.tag')).toHaveText('Chauffage');
});

test('what a request says is edited in a form that keeps what it shows until the server has it', async ({ as, palier }) => {
  const request = await given(palier, 'Vitre fendue, salle 4');
  const page = await as('manager');
  await open(page, request);
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name: 'Modifier…' }).click();
  const dialog = page.getByRole('dialog', { name: `Modifier ${request.reference}` });
  await dialog.getByLabel('Titre').fill('');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog.getByLabel('Titre')).toBeFocused();
  await expectAccessible(page, 'the form of a request');
  await dialog.getByLabel('Titre').fill('Vitre brisée, salle 4');
  await dialog.getByLabel('Téléphone').fill('085 21 22 23');
  await dialog.getByLabel('Constaté le').fill('2026-01-15');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Vitre brisée, salle 4' })).toBeVisible();
  await expect(page.getByRole('link', { name: '085 21 22 23' })).toBeVisible();
});

test('two people edit one request: the second is told, keeps what was typed, and loses nothing of the first', async ({ as, palier }) => {
  const request = await given(palier, 'Porte qui grince, accueil');
  const page = await as('manager');
  await open(page, request);
  await page.getByRole('button', { name: 'Autres actions' }).click();
  await page.getByRole('menuitem', { name: 'Modifier…' }).click();
  const dialog = page.getByRole('dialog', { name: `Modifier ${request.reference}` });
  await dialog.getByLabel('Titre').fill('Porte à graisser');

  const other = await palier.api('administrator');
  const before = await other.json<Request & { requester: object; noticed_on: string }>('GET', `/requests/${request.id}`);
  const theirs = { title: before.title, text: 'Elle grince depuis lundi.', requester: before.requester, noticed_on: before.noticed_on };
  await other.json('PUT', `/requests/${request.id}`, theirs, { 'if-match': `"${before.version}"` });

  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(dialog.getByText('Modifiée entre-temps')).toBeVisible();
  await dialog.getByRole('button', { name: 'Recharger' }).click();
  await expect(dialog.getByLabel('Description')).toHaveValue('Elle grince depuis lundi.');
  await expect(dialog.getByLabel('Titre')).toHaveValue('Porte à graisser');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Porte à graisser' })).toBeVisible();
  await expect(page.getByText('Elle grince depuis lundi.')).toBeVisible();
});

test('[CT-3] tagging is sharing: who may tag but not give rights is told so at the tag, and it stays off', async ({ palier, stranger }) => {
  const administrator = await palier.api('administrator');
  const tag = await newTag(palier, 'Partage', 'Sous-traitance');
  const people = await administrator.json<{ items: { id: string; username: string }[] }>('GET', '/users?limit=200');
  const nadia = people.items.find((each) => each.username === 'nadia.lambert@mosane.example')!;
  const karim = people.items.find((each) => each.username === 'karim.benali@mosane.example')!;
  const to = (id: string) => ({ id, kind: 'user' });
  await administrator.json('POST', '/tag-grants', { to: to(karim.id), tag_id: tag.id, node_id: tag.node, edit: true });
  const huy = (await administrator.sites()).find((each) => each.name === 'Huy, Saint-Pierre')!;
  const roles = await administrator.json<{ items: { id: string; shipped?: string }[] }>('GET', '/roles?limit=100');
  const editor = roles.items.find((each) => each.shipped === 'editor')!;
  await administrator.json('POST', '/grants', { to: to(nadia.id), node_id: huy.id, role_id: editor.id });
  const request = await administrator.createRequest({ site_id: huy.id, text: 'Chéneau bouché' });

  const page = await stranger();
  await page.goto(`/requests/${request.id}`);
  await logIn(page, { ...(await palier.demoLogin('visitor')), username: 'nadia.lambert@mosane.example' });
  await page.getByRole('button', { name: 'Étiquettes…' }).click();
  await page.getByRole('option', { name: /Sous-traitance/ }).click();
  await expect(page.getByRole('status').filter({ hasText: '« Sous-traitance » partage la demande avec d’autres personnes.' })).toBeVisible();
  await expect(page.getByRole('option', { name: /Sous-traitance/ })).toHaveAttribute('aria-selected', 'false');
  const kept = await (await Api.as(palier.url, { ...(await palier.demoLogin('visitor')), username: 'nadia.lambert@mosane.example' }))
    .json<{ tags: Named[] }>('GET', `/requests/${request.id}`);
  expect(kept.tags).toEqual([]);
});
