import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServeStatus } from './serveStatus.ts';
import { openStatusServer, type StatusServer } from './statusServer.ts';

const STATUS: ServeStatus = {
  host: {
    device: 'ab'.repeat(32),
    name: 'Box',
    network: 'The network is there.',
    links: 1,
    tables: [
      {
        tableId: '0'.repeat(32),
        name: 'Club',
        hand: 12,
        state: 'playing',
        seq: 345,
        committedSeq: 345,
        host: 'Ada',
        isHost: false,
        members: 3,
        peers: 2,
        savedOn: 3,
        diskBytes: 20_480,
      },
    ],
    residentBytes: 2 ** 27,
  },
  words: '',
  dataFolder: '/srv/tables',
  freeBytes: 2 ** 33,
  atMs: 1,
  upSinceMs: 0,
  notes: ['Bo took over.'],
};

let server: StatusServer;
beforeEach(async () => {
  server = await openStatusServer(0, async () => STATUS);
});
afterEach(() => server.close());

function ask(
  path: string,
  options: { method?: string; host?: string } = {},
): Promise<{ code: number; body: string }> {
  const url = new URL(path, server.url);
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      { method: options.method ?? 'GET', headers: { Host: options.host ?? url.host } },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ code: response.statusCode ?? 0, body });
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

describe('the status page', () => {
  test('says in words how every table stands', async () => {
    const { code, body } = await ask('/');
    expect(code).toBe(200);
    for (const words of [
      'Box, 1 table, 1 device linked.',
      'Club',
      'playing',
      '345',
      '2 of 2',
      'Ada',
      '20 KB',
      'Bo took over.',
    ])
      expect(body).toContain(words);
  });

  test('says the same as JSON', async () => {
    expect(JSON.parse((await ask('/status.json')).body)).toEqual(STATUS);
  });

  test("another host's name that leads here gets nothing", async () => {
    for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80'])
      expect((await ask('/status.json', { host })).code).toBeGreaterThanOrEqual(400);
  });

  test('only shows', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
      expect((await ask('/', { method })).code).toBe(405);
    expect((await ask('/quit')).code).toBe(404);
  });

  test('a port that is taken is told in a sentence', async () => {
    const port = Number(new URL(server.url).port);
    await expect(openStatusServer(port, async () => STATUS)).rejects.toThrow(
      `The status page cannot have port ${port}: another program has it. Choose another with --port.`,
    );
  });

  test('a host that is down is told in words', async () => {
    server.close();
    server = await openStatusServer(0, async () => ({
      ...STATUS,
      host: null,
      words: 'The table host is starting.',
    }));
    expect((await ask('/')).body).toBe('The table host is starting.\n');
  });
});
