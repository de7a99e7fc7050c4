import { mark } from '../support/actions.ts';
import { assign, changeStatus, rowOf } from '../support/desk.ts';
import { expect, test } from '../support/fixtures.ts';
import { desk, phone } from '../support/settings.ts';

test('[OP-1] [OP-2] [OP-5] [OP-7] a request travels from a phone to the site’s mailbox and back', async ({ as, palier }) => {
  const [visitor, manager] = await Promise.all([palier.api('visitor'), palier.api('manager')]);
  const me = await visitor.me();
  const sites = await (await palier.api('administrator')).sites();
  const site = sites.find((each) => each.id === me.default_site_id)!;
  // The demo has no such title.
  const title = 'Radiateur glacé, bureau des inscriptions 7 bis';

  const table = await as('manager', desk);
  await table.goto(`/requests?site_id=${site.id}`);
  await expect(table.getByRole('heading', { level: 1, name: 'Demandes' })).toBeVisible();
  const untouched = await mark(table);

  // On the phone: at most four interactions from the login to the request that is sent.
  const mobile = await as('visitor', phone);
  const interactions: string[] = [];
  const interact = async (what: string, doing: Promise<void>) => {
    interactions.push(what);
    await doing;
  };
  await interact('open the form', mobile.getByRole('link', { name: /^Nouvelle demande/ }).first().click());
  await expect(mobile.getByLabel('Site', { exact: true })).toHaveValue(site.id);
  await expect(mobile.getByText(`${me.first_name} ${me.last_name}`).first()).toBeVisible();
  const text = `${title}\nLe radiateur près de la fenêtre reste froid.`;
  await interact('say what is wrong', mobile.getByLabel('Que se passe-t-il ?').fill(text));
  await interact('send', mobile.getByRole('button', { name: 'Envoyer la demande' }).click());
  await expect(mobile.getByRole('heading', { level: 1, name: title })).toBeVisible();
  expect(interactions.length).toBeLessThanOrEqual(4);

  // The manager sees it come, on the page that was open all along.
  await expect(rowOf(table, title)).toBeVisible({ timeout: 10_000 });
  expect(await untouched(), 'the table was not reloaded').toBe(true);
  const request = (await manager.requests(`?site_id=${site.id}`)).items.find((each) => each.title === title)!;

  // The team and the requester are told by mail.
  const told = await palier.mailbox.expectMail(site.mail_address!, request.reference);
  expect(told.subject).toContain(title);
  expect(told.header('auto-submitted')).toBe('auto-generated');
  await palier.mailbox.expectMail(me.email, request.reference);

  // The manager assigns it and puts it in progress.
  await rowOf(table, title).getByRole('link', { name: title }).click();
  await expect(table.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const worker = await assign(table);
  await changeStatus(table, 'En cours');
  expect((await manager.request(request.id)).status).toBe('in_progress');

  // The visitor sees the state and has the mail; who was assigned is none of the public face.
  await palier.mailbox.expectMail(me.email, /en cours/i);
  await mobile.reload();
  await expect(mobile.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await expect(mobile.getByText('En cours').first()).toBeVisible();
  await expect(mobile.getByText(worker)).toHaveCount(0);
});

test('[OP-2] once entered, a visitor has no way to change a request, in the page or over the API', async ({ as, palier }) => {
  const visitor = await palier.api('visitor');
  const { default_site_id } = await visitor.me();
  const request = await visitor.createRequest({ site_id: default_site_id!, text: 'Néon qui clignote, couloir' });

  const page = await as('visitor', phone);
  await page.goto(`/requests/${request.id}`);
  await expect(page.getByRole('heading', { level: 1, name: request.title })).toBeVisible();
  const main = page.getByRole('main');
  await expect(main.getByRole('button', { name: /État|Assign|Terminer|Prendre en charge|Refuser|Supprimer|Modifier/ })).toHaveCount(0);
  await expect(main.getByRole('textbox')).toHaveCount(0);

  const version = { 'if-match': `"${request.version}"` };
  const tries = await Promise.all([
    visitor.changeStatus(request.id, 'in_progress'),
    visitor.changeStatus(request.id, 'cancelled'),
    visitor.call('PUT', `/requests/${request.id}/assignment`, { assignee_ids: [] }, version),
    visitor.call('POST', `/requests/${request.id}/comments`, { text: 'Toujours en panne.', internal: true }),
  ]);
  expect(tries.map((answer) => answer.status)).toEqual([403, 403, 403, 403]);
  expect((await visitor.request(request.id)).status).toBe('awaiting_assignment');
});

test('[OP-5] everything that is prefilled in the form stays editable', async ({ as, palier }) => {
  const visitor = await palier.api('visitor');
  const me = await visitor.me();
  const page = await as('visitor', phone);
  await page.getByRole('link', { name: /^Nouvelle demande/ }).first().click();
  await page.getByText('Modifier', { exact: true }).click();
  await expect(page.getByLabel('Prénom')).toHaveValue(me.first_name);
  await expect(page.getByLabel('Nom', { exact: true })).toHaveValue(me.last_name);
  await expect(page.getByLabel('E-mail', { exact: true })).toHaveValue(me.email);

  await page.getByLabel('Prénom').fill('Camille');
  await page.getByLabel('Téléphone').fill('081 55 66 77');
  await page.getByLabel('Constaté le').fill('2026-01-15');
  await page.getByLabel('Que se passe-t-il ?').fill('Porte de l’atelier bloquée');
  await page.getByRole('button', { name: 'Envoyer la demande' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Porte de l’atelier bloquée' })).toBeVisible();

  const [request] = (await visitor.requests('?mine=true')).items;
  const kept = await visitor.json('GET', `/requests/${request!.id}`);
  expect(kept).toMatchObject({
    requester: { first_name: 'Camille', last_name: me.last_name, phone: '081 55 66 77' },
    noticed_on: '2026-01-15',
  });
});
