import { expect, type Locator, type Page } from '@playwright/test';

/** The row of the manager's table that speaks of a request. */
export function rowOf(page: Page, title: string | RegExp): Locator {
  return page.getByRole('row').filter({ hasText: title });
}

/** Narrows the table by one of its filters. */
export async function choose(page: Page, filter: string, value: string): Promise<void> {
  await page.getByRole('group', { name: 'Filtres' }).getByRole('button', { name: new RegExp(`^${filter}`) }).click();
  await page.getByRole('menuitemradio', { name: value, exact: true }).click();
}

/** Assigns the open request to the first person offered; answers with the name. */
export async function assign(page: Page): Promise<string> {
  await page.getByRole('button', { name: /^Assignée à/ }).click();
  const person = page.getByRole('dialog').getByRole('option').first();
  const name = (await person.locator('span').last().innerText()).trim();
  await person.click();
  await expect(page.getByRole('button', { name: new RegExp(`^Assignée à.*${name}`) })).toBeVisible();
  return name;
}

/** Changes the open request's status by the side panel. */
export async function changeStatus(page: Page, status: string): Promise<void> {
  await page.getByRole('button', { name: /^État/ }).click();
  await page.getByRole('menuitem', { name: status }).click();
  await expect(page.getByRole('button', { name: new RegExp(`^État.*${status}`) })).toBeVisible();
}
