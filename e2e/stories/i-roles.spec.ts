import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../support/checks.ts';
import { expect, test } from '../support/fixtures.ts';

test('[PP-5] [PO-10] [PL-7] an administrator widens a role, sees whom it concerns before saving, and it holds at once', async ({ as, palier }) => {
  const visitor = await palier.api('visitor');
  const own = (await visitor.requests('?mine=true')).items[0]!;
  const answer = () => visitor.call('POST', `/requests/${own.id}/comments`, { text: 'Toujours en panne' });
  expect((await answer()).status).toBe(403);

  const page = await as('administrator');
  await page.getByRole('link', { name: 'Rôles' }).click();
  await expect(page.getByRole('columnheader', { name: /Accès visiteur/ })).toContainText('29 pers.');
  await page.getByRole('button', { name: /^Répondre au demandeur, Accès visiteur : Aucune/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Les siennes' }).click();
  await expect(page.getByText('1 changement sur Accès visiteur, pas encore enregistré')).toBeVisible();
  await expect(page.getByText('29 personnes gagnent un accès. Personne n’en perd.')).toBeVisible();
  await expectAccessible(page, 'roles with a draft');
  await page.getByRole('button', { name: 'Voir qui' }).click();
  const concerned = page.getByRole('dialog').getByRole('listitem').filter({ hasText: 'Nadia Lambert' });
  await expect(concerned).toContainText('Gagne : Répondre au demandeur (Les siennes)');
  await expectAccessible(page, 'who is concerned');
  await page.keyboard.press('Escape');
  expect((await answer()).status, 'a draft changes nothing').toBe(403);

  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByText('Enregistré : Accès visiteur')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Répondre au demandeur, Accès visiteur : Les siennes .*rôle d’origine/ })).toBeVisible();
  expect((await answer()).status).toBe(201);
});

test('[PP-5] a role is made as a copy of another and changed on its own', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/roles');
  await page.getByRole('button', { name: 'Nouveau rôle' }).click();
  await page.getByLabel('Nom du rôle').fill('Concierge');
  await page.getByLabel('Partir de').selectOption({ label: 'Relecteur' });
  await page.getByRole('dialog').getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('columnheader', { name: /Concierge/ })).toContainText('0 pers.');
  await expect(page.getByRole('button', { name: /^Voir, Concierge : Toutes/ })).toBeVisible();
  await page.getByRole('button', { name: /^Créer des comptes, Concierge : Aucune/ }).click();
  await page.getByRole('button', { name: 'Abandonner' }).click();
  await expect(page.getByRole('button', { name: /^Créer des comptes, Concierge : Aucune/ })).toBeVisible();
});

test('[PP-5] a role is copied, renamed and deleted; one that somebody holds cannot be deleted', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/roles');
  const act = async (role: string, what: string): Promise<void> => {
    await page.getByRole('button', { name: `Actions sur le rôle ${role}` }).click();
    await page.getByRole('menuitem', { name: what }).click();
  };
  const dialog = page.getByRole('dialog');
  await act('Relecteur', 'Copier');
  await expect(dialog.getByLabel('Nom du rôle')).toHaveValue('Copie de Relecteur');
  await dialog.getByLabel('Nom du rôle').fill('Accueil');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('button', { name: /^Voir, Accueil : Toutes/ })).toBeVisible();

  await act('Accueil', 'Renommer');
  await dialog.getByLabel('Nom du rôle').fill('Réception');
  await dialog.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(page.getByRole('columnheader', { name: /Accueil/ })).toHaveCount(0);

  await act('Réception', 'Supprimer');
  await expectAccessible(page, 'a role is deleted');
  await dialog.getByRole('button', { name: 'Supprimer' }).click();
  await expect(page.getByText('Supprimé : Réception')).toBeVisible();
  await expect(page.getByRole('columnheader', { name: /Réception/ })).toHaveCount(0);

  await act('Accès visiteur', 'Supprimer');
  await expect(dialog).toContainText('encore attribué');
  await expect(dialog.getByRole('button', { name: 'Supprimer' })).toHaveCount(0);
});

test('[PP-5] what differs from the role as it shipped is marked and can be put back', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/roles');
  const cell = page.getByRole('button', { name: /^Assigner, Employé/ });
  await expect(cell).not.toHaveAccessibleName(/rôle d’origine/);
  const before = await cell.getAttribute('aria-label');
  await cell.click();
  await page.getByRole('menuitemcheckbox', { name: before?.includes('Aucune') ? 'Toutes' : 'Aucune' }).click();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(cell).toHaveAccessibleName(/rôle d’origine/);

  await page.getByRole('button', { name: 'Actions sur le rôle Employé' }).click();
  await page.getByRole('menuitem', { name: 'Revenir au rôle d’origine' }).click();
  await expect(page.getByText('1 changement sur Employé')).toBeVisible();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(cell).toHaveAccessibleName(before!);
});

test('[PP-5] [PP-8] a manager of a group reads the roles, takes the table along, and cannot change them; a visitor has no such page', async ({ as }) => {
  const manager = await as('manager');
  await manager.goto('/roles');
  await expect(manager.getByRole('columnheader', { name: /Gestionnaire/ })).toBeVisible();
  await expect(manager.getByRole('button', { name: /^Voir, Gestionnaire/ })).toBeDisabled();
  await expect(manager.getByRole('button', { name: 'Nouveau rôle' })).toHaveCount(0);
  const file = manager.waitForEvent('download');
  await manager.getByRole('button', { name: 'Exporter en CSV' }).click();
  expect((await file).suggestedFilename()).toBe('permissions-par-role.csv');
  const table = await readFile(await (await file).path(), 'utf8');
  expect(table.split('\n')[0]).toMatch(/^permission,.*manager/);
  expect(table).toMatch(/^view_request,/m);
  const visitor = await as('visitor');
  await expect(visitor.getByRole('link', { name: 'Rôles' })).toHaveCount(0);
});
