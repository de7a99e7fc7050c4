import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { required, type Database } from './settings.ts';

const run = promisify(execFile);

/** A new, empty database: a file in the folder, or a database of the test cluster. */
export async function newDatabase(kind: Database, folder: string): Promise<string> {
  if (kind === 'sqlite') return `sqlite://${join(folder, 'palier.sqlite')}?mode=rwc`;
  const server = required('PALIER_TEST_POSTGRES');
  const name = `e2e_${randomUUID().replaceAll('-', '')}`;
  await run('psql', [server, '--no-psqlrc', '--quiet', '--command', `CREATE DATABASE ${name}`]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
