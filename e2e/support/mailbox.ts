import { spawn, type ChildProcess } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import PostalMime from 'postal-mime';
import { required, type Options } from './settings.ts';

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  html: string;
  header(name: string): string | undefined;
}

interface About {
  host: string;
  port: number;
  security: string;
  username: string;
  password: string;
  ca_file: string;
  folder: string;
}

/** The mail server of one Palier, and what it has accepted. */
export class Mailbox {
  readonly about: About;
  private readonly process: ChildProcess;

  private constructor(process: ChildProcess, about: About) {
    this.process = process;
    this.about = about;
  }

  static async start(folder: string, security: Options['mailSecurity']): Promise<Mailbox> {
    const script = join(import.meta.dirname, '../../scripts/mailbox.py');
    const arguments_ = [script, '--until-eof', '--folder', folder, '--tls', security];
    const child = spawn(required('PALIER_TEST_PYTHON'), arguments_, { stdio: ['pipe', 'pipe', 'inherit'] });
    for await (const line of createInterface({ input: child.stdout })) {
      return new Mailbox(child, JSON.parse(line) as About);
    }
    throw new Error('the mailbox ended before it was ready');
  }

  environment(): Record<string, string> {
    return {
      PALIER_MAIL__HOST: this.about.host,
      PALIER_MAIL__PORT: String(this.about.port),
      PALIER_MAIL__SECURITY: this.about.security,
      PALIER_MAIL__USERNAME: this.about.username,
      PALIER_MAIL__PASSWORD: this.about.password,
      PALIER_MAIL__CA_FILE: this.about.ca_file,
      PALIER_MAIL__FROM_ADDRESS: 'palier@mosane.example',
      PALIER_MAIL__FROM_NAME: 'Palier',
    };
  }

  /** The mails to an address, oldest first. */
  async to(address: string): Promise<Mail[]> {
    const files = (await readdir(this.about.folder)).filter((name) => /^\d+\.eml$/.test(name)).sort();
    const mails = await Promise.all(files.map((name) => this.read(name)));
    return mails.filter((mail) => mail.to.includes(address));
  }

  /** Waits for a mail to an address whose subject or text holds some words. */
  async expectMail(address: string, words: string | RegExp): Promise<Mail> {
    return this.next(address, words, 0);
  }

  /** Waits for such a mail after the first so many. */
  async next(address: string, words: string | RegExp, after: number): Promise<Mail> {
    const holds = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text));
    let found: Mail | undefined;
    await expect
      .poll(
        async () => {
          const mails = (await this.to(address)).slice(after);
          found = mails.find((mail) => holds(mail.subject) || holds(mail.text));
          return found ? 'there' : mails.map((mail) => mail.subject);
        },
        { message: `a mail to ${address} with ${words}`, timeout: 15_000, intervals: [100] },
      )
      .toBe('there');
    return found!;
  }

  stop(): void {
    this.process.stdin?.end();
  }

  private async read(name: string): Promise<Mail> {
    const file = join(this.about.folder, name);
    const envelope = JSON.parse(await readFile(file.replace(/eml$/, 'json'), 'utf8')) as { to: string[] };
    const parsed = await PostalMime.parse(await readFile(file));
    return {
      to: envelope.to,
      subject: parsed.subject ?? '',
      text: parsed.text ?? '',
      html: parsed.html ?? '',
      header: (wanted) => parsed.headers.find((header) => header.key === wanted.toLowerCase())?.value,
    };
  }
}
