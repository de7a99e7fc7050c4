import { randomUUID } from 'node:crypto';
import { Api } from './api.ts';
import type { Mail } from './mailbox.ts';
import type { Palier } from './palier.ts';

/** An account of a story's own, so that no other story finds it changed. */
export interface Person {
  id: string;
  name: string;
  username: string;
  email: string;
}

/** A password that nobody guesses. */
export const fine = 'trois lampes sous la pluie';

/** Makes an account at a site, as an administrator does; without a password, nobody gets in yet. */
export async function makePerson(palier: Palier, name: string, provisional?: string): Promise<Person> {
  const administrator = await palier.api('administrator');
  const [site] = await administrator.sites();
  const [first, ...rest] = name.split(' ');
  const username = `personne.${randomUUID().slice(0, 8)}`;
  const account = await administrator.json<{ id: string; email: string }>('POST', '/users', {
    username,
    email: `${username}@mosane.example`,
    first_name: first,
    last_name: rest.join(' '),
    language: 'fr',
    node_id: site!.id,
    default_site_id: site!.id,
    provisional_password: provisional ?? null,
  });
  return { id: account.id, name, username, email: account.email };
}

/** Invites them; answers with the link of the mail that comes. */
export async function invite(palier: Palier, person: Person): Promise<string> {
  const before = (await palier.mailbox.to(person.email)).length;
  await (await palier.api('administrator')).json('POST', `/users/${person.id}/invitation`);
  return linkOf(await palier.mailbox.next(person.email, 'Votre accès à Palier', before));
}

/** Somebody who has chosen their password. */
export async function settled(palier: Palier, name: string): Promise<Person> {
  const person = await makePerson(palier, name);
  const token = new URL(await invite(palier, person)).hash.slice(1);
  await new Api(palier.url).json('POST', '/links/password', { token, password: fine });
  return person;
}

/** Where the button of a mail leads. */
export function linkOf(mail: Mail): string {
  const link = mail.text.match(/https?:\/\/\S+\/link#\S+/)?.[0];
  if (!link) throw new Error(`no link in “${mail.subject}”:\n${mail.text}`);
  return link;
}
