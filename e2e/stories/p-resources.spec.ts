import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';
import { phone } from '../support/settings.ts';

/** A green picture of one pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

async function pick(page: Page, field: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).fill(name);
  await expect(page.getByRole('option', { name })).toBeVisible();
  await page.keyboard.press('Enter');
}

test('[PL-1] a worker without a login gets a photo, a code and a rate, and is assigned to a request', async ({ as, palier }) => {
  const [manager, visitor] = await Promise.all([palier.api('manager'), palier.api('visitor')]);
  const me = await visitor.me();
  const request = await visitor.createRequest({ site_id: me.default_site_id!, text: 'Gouttière percée, préau' });
  expect((await manager.call('GET', `/requests/${request.id}`)).status).toBe(200);

  const page = await as('manager');
  await page.getByRole('link', { name: 'Ressources', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ressources' })).toBeVisible();
  await page.getByRole('button', { name: 'Nouvelle ressource' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Prénom').fill('Marc');
  await dialog.getByLabel('Nom de famille').fill('Servais');
  await pick(page, 'Rattachée à', 'Mosane Wallonie');
  await dialog.getByLabel(/^Code/).fill('RBQ 5712');
  await dialog.getByLabel(/^Taux horaire/).fill('42,50');
  await expectAccessible(page, 'a new resource');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Marc Servais' })).toBeVisible();
  await expect(page.getByText('42,50 €/h')).toBeVisible();
  await page.locator('#photo-file').setInputFiles({ name: 'marc.png', mimeType: 'image/png', buffer: PICTURE });
  await expect(page.getByText('Photo enregistrée')).toBeVisible();
  await expect(page.locator('.person .avatar img')).toHaveAttribute('src', /^blob:/);
  await expectAccessible(page, 'a resource');

  await page.locator('#photo-file').setInputFiles({ name: 'marc.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
  await expect(page.getByText('Ce fichier n’est pas une image PNG, JPEG ou WebP.')).toBeVisible();

  await page.goto(`/requests/${request.id}`);
  await page.locator('#set-assignees').click();
  await page.getByRole('combobox', { name: 'Assigner à' }).fill('Servais');
  await page.getByRole('option', { name: 'Marc Servais' }).click();
  await expect(page.locator('#set-assignees')).toContainText('Marc Servais');
  await page.reload();
  await expect(page.locator('#set-assignees')).toContainText('Marc Servais');
});

test('[PL-1] an inactive resource is no longer offered, and an account that is linked is offered in its place', async ({ as, palier }) => {
  const manager = await palier.api('manager');
  const nodes = await manager.json<{ items: { id: string }[] }>('GET', '/nodes?level=company_group&may=manage_resources');
  await manager.json('POST', '/resources', { first_name: 'Luc', last_name: 'Gay', node_id: nodes.items[0]!.id });
  const page = await as('manager');
  await page.goto('/resources');
  await page.getByRole('link', { name: 'Luc Gay' }).click();
  await pick(page, 'Relier un compte', 'Nadia');
  await expect(page.getByText('Compte relié : Nadia Lambert')).toBeVisible();
  const login = page.getByRole('complementary', { name: 'Compte' });
  await expect(login).toContainText('Nadia Lambert');
  await expectAccessible(page, 'a resource with a login');
  await login.getByRole('button', { name: 'Délier le compte' }).click();
  await expect(login).toContainText('Sans compte');

  await page.getByRole('button', { name: 'Modifier' }).click();
  await page.getByRole('checkbox', { name: 'Peut être assignée' }).uncheck();
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Inactive', { exact: true })).toBeVisible();
  await page.goto('/resources');
  await page.getByRole('radio', { name: 'Inactives' }).check();
  await expect(page.getByRole('link', { name: 'Luc Gay' })).toBeVisible();
  await page.getByRole('radio', { name: 'Actives', exact: true }).check();
  await expect(page.getByRole('link', { name: 'Luc Gay' })).toHaveCount(0);
  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(page, 'resources on a phone');
});

test('[PP-3] a signature is drawn by hand, kept after a reload, and removed', async ({ as }) => {
  const page = await as('visitor');
  await page.goto('/account');
  await page.getByRole('button', { name: 'Dessiner une signature' }).click();
  const sheet = page.getByRole('img', { name: 'Feuille où signer' });
  await expectAccessible(page, 'a sheet to sign on');
  await sheet.scrollIntoViewIfNeeded();
  const box = (await sheet.boundingBox())!;
  const at = (x: number, y: number): [number, number] => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(0.2, 0.6));
  await page.mouse.down();
  await page.mouse.move(...at(0.4, 0.3), { steps: 8 });
  await page.mouse.move(...at(0.6, 0.7), { steps: 8 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Enregistrer la signature' }).click();
  await expect(page.getByText('Signature enregistrée')).toBeVisible();
  const kept = page.getByRole('img', { name: 'Votre signature' });
  await expect(kept).toBeVisible();
  await page.reload();
  await expect(kept).toBeVisible();
  // Ink where the pen went, paper elsewhere.
  const inked = await kept.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const pen = canvas.getContext('2d')!;
    pen.drawImage(image, 0, 0);
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((_, index) => index % 4 === 3).filter((alpha) => alpha > 0).length;
  });
  expect(inked).toBeGreaterThan(500);
  await page.getByRole('button', { name: 'Retirer', exact: true }).click();
  await expect(kept).toHaveCount(0);
});

test('a signature is chosen from a file by those who do not draw', async ({ as }) => {
  const page = await as('visitor');
  await page.goto('/account');
  await page.locator('#signature-file').setInputFiles({ name: 'signature.png', mimeType: 'image/png', buffer: PICTURE });
  await expect(page.getByRole('img', { name: 'Votre signature' })).toBeVisible();
});

test('[PL-3] a worker is invited to log in from their page, and whoever has an account is linked instead', async ({ as, palier }) => {
  const administrator = await palier.api('administrator');
  const nodes = await administrator.json<{ items: { id: string }[] }>('GET', '/nodes?level=company_group&may=manage_resources');
  const worker = { first_name: 'Rosa', last_name: 'Colin', node_id: nodes.items[0]!.id };
  const { id } = await administrator.json<{ id: string }>('POST', '/resources', worker);
  const page = await as('administrator');
  await page.goto(`/resources/${id}`);
  const taken = (await administrator.me()).email;
  await page.getByLabel('Ou inviter à cette adresse').fill(taken);
  await page.getByRole('button', { name: 'Inviter à se connecter' }).click();
  await expect(page.getByText('Déjà pris')).toBeVisible();
  await page.getByLabel('Ou inviter à cette adresse').fill('rosa.colin@mosane.example');
  await page.getByRole('button', { name: 'Inviter à se connecter' }).click();
  await expect(page.getByText('Invitation en route vers rosa.colin@mosane.example')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Rosa Colin' })).toBeVisible();
  await expectAccessible(page, 'a resource with a login');
  expect((await palier.mailbox.expectMail('rosa.colin@mosane.example', 'Votre accès à Palier')).text).toContain('Rosa');
});
