import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Api, type Login } from './api.ts';
import { newDatabase } from './database.ts';
import { Mailbox } from './mailbox.ts';
import { required, type Options } from './settings.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

/** The real release binary with a folder, a database and a mailbox of its own. */
export class Palier {
  readonly url: string;
  readonly mailbox: Mailbox;
  private readonly folder: string;
  private readonly process: ChildProcess;
  private output = '';

  private constructor(url: string, folder: string, mailbox: Mailbox, process: ChildProcess) {
    this.url = url;
    this.folder = folder;
    this.mailbox = mailbox;
    this.process = process;
    for (const stream of [process.stdout, process.stderr]) {
      stream?.on('data', (text: Buffer) => (this.output += text.toString()));
    }
  }

  static async start({ database, demo, mailSecurity }: Options): Promise<Palier> {
    const folder = await mkdtemp(join(tmpdir(), 'palier-e2e-'));
    const [port, mailbox] = await Promise.all([freePort(), Mailbox.start(join(folder, 'mails'), mailSecurity)]);
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(required('PALIER_TEST_BINARY'), demo ? ['serve', '--demo'] : ['serve'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: folder,
      env: {
        ...process.env,
        // An instance that is being set up learns of its mail server from the wizard.
        ...(demo ? mailbox.environment() : {}),
        PALIER_LISTEN: `127.0.0.1:${port}`,
        PALIER_PUBLIC_URL: url,
        PALIER_DATA: folder,
        PALIER_DATABASE_URL: await newDatabase(database, folder),
      },
    });
    const palier = new Palier(url, folder, mailbox, child);
    await palier.ready();
    return palier;
  }

  /** The one-time link that an instance without an organisation prints. */
  async setupLink(): Promise<string> {
    const link = () => this.output.match(/https?:\/\/\S*setup\S*/)?.[0];
    await expect.poll(link, { message: 'a set-up link in the output' }).toBeDefined();
    return link()!;
  }

  async demoLogin(role: 'administrator' | 'manager' | 'visitor'): Promise<Login> {
    const instance = await new Api(this.url).instance();
    const login = instance.demo_logins?.find((each) => each.role === role);
    if (!login) throw new Error(`the demo has no login for a ${role}`);
    return login;
  }

  /** The API as one of the demo's people. */
  async api(role: 'administrator' | 'manager' | 'visitor'): Promise<Api> {
    return Api.as(this.url, await this.demoLogin(role));
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = once(this.process, 'exit');
      this.process.kill('SIGTERM');
      await ended;
    }
    this.mailbox.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async ready(): Promise<void> {
    const answers = async () => {
      if (this.process.exitCode !== null) throw new Error(`palier ended:\n${this.output}`);
      return (await fetch(`${this.url}/api/v1/instance`).catch(() => undefined))?.status;
    };
    await expect.poll(answers, { message: 'palier answers', timeout: 30_000, intervals: [50] }).toBe(200);
  }
}
