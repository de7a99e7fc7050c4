export interface Login {
  username: string;
  password: string;
  role: string;
}

export interface Site {
  id: string;
  name: string;
  mail_address?: string;
}

export interface Me {
  id: string;
  email: string;
  first_name: string;
  last_name: string;
  language: string;
  default_site_id?: string;
  default_site_name?: string;
}

export interface User {
  id: string;
  name: string;
  username: string;
}

export interface Request {
  id: string;
  reference: string;
  title: string;
  status: string;
  site: { id: string; name: string };
  /** Only for those who see who works on it. */
  assignees?: { id: string; name: string }[];
  requester_name: string;
  version: number;
}

interface Page<Item> {
  items: Item[];
  next?: string;
}

/** Calls to the API beside the browser: what a curious person could send. */
export class Api {
  private readonly base: string;
  private token?: string;

  constructor(url: string) {
    this.base = `${url}/api/v1`;
  }

  static async as(url: string, login: Login): Promise<Api> {
    const api = new Api(url);
    const session = await api.json<{ access_token: string }>('POST', '/session', {
      login: login.username,
      password: login.password,
      stay: false,
    });
    api.token = session.access_token;
    return api;
  }

  call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.base + path, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
    });
  }

  async json<Body>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Body> {
    const answer = await this.call(method, path, body, headers);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text) as Body;
  }

  instance() {
    return this.json<{ name: string; demo_logins?: Login[] }>('GET', '/instance');
  }

  me() {
    return this.json<Me>('GET', '/me');
  }

  users(query = '') {
    return this.json<Page<User>>('GET', `/users${query}`);
  }

  /** The sites one sees, or only those where one may do something. */
  async sites(may?: string): Promise<Site[]> {
    const query = may ? `?limit=100&may=${may}` : '?limit=100';
    return (await this.json<Page<Site>>('GET', `/sites${query}`)).items;
  }

  requests(query = '') {
    return this.json<Page<Request>>('GET', `/requests${query}`);
  }

  request(id: string) {
    return this.json<Request>('GET', `/requests/${id}`);
  }

  createRequest(body: { site_id: string; text: string; title?: string }) {
    return this.json<Request>('POST', '/requests', body);
  }

  /** Changes the status with the record's present ETag. */
  async changeStatus(id: string, status: string, reason?: string): Promise<Response> {
    const present = await this.call('GET', `/requests/${id}`);
    const etag = present.headers.get('etag') ?? '';
    return this.call('PUT', `/requests/${id}/status`, { status, reason }, { 'if-match': etag });
  }
}
