import type { Page } from '@playwright/test';
import type { Api, Request } from '../support/api.ts';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

async function pick(page: Page, field: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(name);
  await expect(page.getByRole('option', { name })).toBeVisible();
  await page.keyboard.press('Enter');
}

async function makeCategory(page: Page, name: string, colour: string): Promise<void> {
  await page.goto('/tags');
  await page.getByRole('button', { name: 'Nouvelle catégorie' }).click();
  await page.getByLabel('Nom de la catégorie').fill(name);
  await pick(page, 'Rattachée à', 'Mosane Formation');
  await page.getByRole('radio', { name: colour }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('heading', { level: 2, name })).toBeVisible();
}

async function addTag(page: Page, category: string, name: string): Promise<void> {
  const axis = page.getByRole('region', { name: category });
  await axis.getByRole('button', { name: 'Ajouter une étiquette' }).click();
  await page.getByLabel('Nom de l’étiquette').fill(name);
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(axis.getByRole('listitem').filter({ hasText: name })).toBeVisible();
}

async function act(page: Page, tag: string, what: string): Promise<void> {
  await page.getByRole('button', { name: `Actions sur ${tag}` }).click();
  await page.getByRole('menuitem', { name: what }).click();
}

/** A request that bears a tag, kept from all who only see what is published. */
async function keptBack(by: Api, siteName: string, text: string, tag: string): Promise<Request> {
  const site = (await by.sites()).find((each) => each.name === siteName)!;
  const { id, version } = await by.createRequest({ site_id: site.id, text });
  const put = (what: string, body: unknown) => by.json<Request>('PUT', `/requests/${id}/${what}`, body, { 'if-match': '*' });
  expect(version).toBe(1);
  await put('publication', { published: false });
  const { items: tags } = await by.json<{ items: { id: string; name: string }[] }>('GET', '/tags?limit=100');
  return put('tags', { tag_ids: [tags.find((each) => each.name === tag)!.id] });
}

test('[CT-1] [CT-3] an administrator makes an axis with a colour and a tag, and links it to a team, who see what bears it', async ({ as, palier }) => {
  const page = await as('administrator');
  await page.getByRole('link', { name: 'Étiquettes', exact: true }).click();
  await expect(page.getByText('Aucune catégorie', { exact: true })).toBeVisible();
  await expectAccessible(page, 'no tags');
  await makeCategory(page, 'Métier', 'lagon');
  await addTag(page, 'Métier', 'Chauffage');
  await expect(page.getByRole('complementary', { name: 'Aperçu' }).locator('.tag[data-color="7"]')).toHaveCount(2);
  await expectAccessible(page, 'tags');

  // Lists show it no more once the axis says so.
  await page.getByRole('button', { name: 'Modifier Métier' }).click();
  await page.getByLabel('Montrer dans les listes de demandes').uncheck();
  await expectAccessible(page, 'a category that is being changed');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('dans la demande seulement')).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Aperçu' }).locator('.tag[data-color="7"]')).toHaveCount(1);

  const [administrator, visitor] = [await palier.api('administrator'), await palier.api('visitor')];
  const request = await keptBack(administrator, 'Huy, Saint-Pierre', 'Chaudière à remplacer', 'Chauffage');
  const seen = async (): Promise<number> => (await visitor.call('GET', `/requests/${request.id}`)).status;
  const { items } = await administrator.json<{ items: { id: string; level: string }[] }>('GET', '/nodes?level=instance');
  const team = await administrator.json<{ id: string }>('POST', '/teams', { name: 'Chauffagistes', node_id: items[0]!.id });
  await administrator.call('PUT', `/teams/${team.id}/members/${(await visitor.me()).id}`);
  expect(await seen(), 'a tag that is not linked opens nothing').toBe(404);
  await page.goto(`/teams/${team.id}`);
  await page.getByRole('button', { name: 'Lier une étiquette' }).click();
  await pick(page, 'Étiquette', 'Chauff');
  await pick(page, 'Où', 'Mosane Wallonie');
  await page.getByLabel('Permettre aussi de modifier').check();
  await expectAccessible(page, 'a tag that is being linked');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Chauffage' });
  await expect(row).toContainText('Voir et modifier');
  const nadia = await as('visitor');
  await nadia.goto(`/requests/${request.id}`);
  await expect(nadia.getByRole('heading', { level: 1, name: 'Chaudière à remplacer' })).toBeVisible();
  await nadia.getByRole('button', { name: 'Autres actions' }).click();
  await expect(nadia.getByRole('menuitem', { name: 'Modifier…' })).toBeVisible();

  // Used by a link, it cannot be deleted: the screen says what to do.
  await page.goto('/tags');
  await act(page, 'Chauffage', 'Supprimer');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Elle sert encore : 1 demande · 1 lien.');
  await expect(dialog.getByRole('button', { name: 'Supprimer' })).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Fusionner…' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`/teams/${team.id}`);
  await row.getByRole('button', { name: 'Retirer l’étiquette Chauffage' }).click();
  await expect(row).toHaveCount(0);
  await expect.poll(seen).toBe(404);
});

test('[CT-1] a tag that requests bear is merged into another, and they bear that one', async ({ as, palier }) => {
  const page = await as('administrator');
  await makeCategory(page, 'Projet', 'prune');
  await addTag(page, 'Projet', 'Rénovation');
  await addTag(page, 'Projet', 'Renovation');
  const administrator = await palier.api('administrator');
  const { items: tags } = await administrator.json<{ items: { id: string; name: string }[] }>('GET', '/tags?limit=100');
  const [old, kept] = ['Renovation', 'Rénovation'].map((name) => tags.find((tag) => tag.name === name)!);
  const [request] = (await administrator.requests()).items;
  const put = await administrator.call('PUT', `/requests/${request!.id}/tags`, { tag_ids: [old!.id] }, { 'if-match': `"${request!.version}"` });
  expect(put.status).toBe(200);

  await page.reload();
  await act(page, 'Renovation', 'Supprimer');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Elle sert encore : 1 demande');
  await dialog.getByRole('button', { name: 'Fusionner…' }).click();
  await pick(page, 'Avec l’étiquette', 'Rénovation');
  await expect(dialog).toContainText('1 demande et 0 lien passent de Renovation à Rénovation');
  await expectAccessible(page, 'a tag that is being merged');
  await dialog.getByRole('button', { name: 'Fusionner', exact: true }).click();
  await expect(page.getByText('Renovation fait maintenant partie de Rénovation')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Rénovation' })).toContainText('1 demande');
  const { tags: borne } = (await administrator.request(request!.id)) as unknown as { tags: { id: string }[] };
  expect(borne.map((tag) => tag.id)).toEqual([kept!.id]);
});

test('[CT-1] tags are renamed and deleted, an axis that holds none too, and all of it fits a phone', async ({ as }) => {
  const page = await as('administrator', phone);
  await makeCategory(page, 'Contrainte', 'brique');
  const category = page.getByRole('region', { name: 'Contrainte' });
  await addTag(page, 'Contrainte', 'Sécurité');
  await expectNoSidewaysScroll(page, 'tags');
  await expectAccessible(page, 'tags on a phone');
  await act(page, 'Sécurité', 'Renommer');
  await page.getByLabel('Nom de l’étiquette').fill('Amiante');
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(category.getByRole('listitem')).toContainText('Amiante');

  await page.getByRole('button', { name: 'Supprimer Contrainte' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Elle contient 1 étiquette.');
  await expect(dialog.getByRole('button', { name: 'Supprimer' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await act(page, 'Amiante', 'Supprimer');
  await dialog.getByRole('button', { name: 'Supprimer' }).click();
  await expect(category.getByText('Pas encore d’étiquette.')).toBeVisible();
  await page.getByRole('button', { name: 'Supprimer Contrainte' }).click();
  await dialog.getByRole('button', { name: 'Supprimer' }).click();
  await expect(category).toHaveCount(0);
  await expect((await as('visitor')).getByRole('link', { name: 'Étiquettes' })).toHaveCount(0);
});
