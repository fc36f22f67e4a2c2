import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { PAIRING_LIMITS } from '../../src-main/serve/pairing-code.ts'
import {
  HAS_MANY_ADDRESSES,
  NETWORK_ADDRESS,
  type Network,
  openNetwork,
  OTHER_ADDRESS,
  turnedClock,
  upgradeStatus,
} from './network.ts'

const WRONG = '00000000'

/** Eight digits that are not the code. */
function wrongCode(network: Network): string {
  return network.code() === WRONG ? '11111111' : WRONG
}

describe('pairing', () => {
  test('with the code on the shop PC gives the device a token of its own', async () => {
    const network = await openNetwork()
    expect(network.code()).toMatch(/^\d{8}$/)
    const paired = await network.sendCode(network.code(), { name: '  Tablet at the   router ' })
    expect(paired.status).toBe(303)
    expect(paired.headers.location).toBe('/')
    expect(paired.headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^rmos-device=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/; Max-Age=\d+$/,
      ),
    ])
    const cookie = paired.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
    const page = await network.ask('/', { headers: { cookie } })
    expect(page.body).toContain('<title>RMOS</title>')
    expect(await upgradeStatus(network, cookie)).toBe(101)
    expect(network.bench.network.status().devices).toMatchObject([{ name: 'Tablet at the router' }])
    expect(network.log.join()).toContain('Tablet at the router was paired from 127.0.0.')
    const kept = readFileSync(join(network.dataDir, 'rmos.devices.json'), 'utf8')
    expect(kept).not.toContain(cookie.slice('rmos-device='.length))
  })

  test('takes the code as it is read out, with spaces', async () => {
    const network = await openNetwork()
    const code = network.code()
    const spaced = ` ${code.slice(0, 4)} ${code.slice(4)}`
    expect((await network.sendCode(spaced)).status).toBe(303)
  })

  test('takes each code once', async () => {
    const network = await openNetwork()
    const code = network.code()
    expect((await network.sendCode(code)).status).toBe(303)
    const replay = await network.sendCode(code, { from: OTHER_ADDRESS })
    expect(replay.status).toBe(403)
    expect(replay.body).toContain('No code is good now')
    expect(network.bench.network.status()).toMatchObject({ code: null, codeEnded: 'used' })
  })

  test('takes no code after five minutes, and none that was replaced', async () => {
    const clock = turnedClock()
    const network = await openNetwork({ clock })
    const first = network.code()
    network.bench.network.newCode()
    const second = network.code()
    if (first !== second) expect((await network.sendCode(first)).status).toBe(403)
    clock.turnOn(PAIRING_LIMITS.codeLifeMs)
    expect((await network.sendCode(second)).body).toContain('No code is good now')
    expect(network.bench.network.status().codeEnded).toBe('expired')
  })

  test('locks an address out after five wrong codes, also from the right one, for ten minutes', async () => {
    const clock = turnedClock()
    const network = await openNetwork({ clock })
    for (let guess = 1; guess <= PAIRING_LIMITS.guessesPerAddress; guess += 1) {
      const refused = await network.sendCode(wrongCode(network))
      expect(refused.status).toBe(403)
      expect(refused.body).toContain('That is not the code on the shop PC.')
    }
    const locked = await network.sendCode(network.code())
    expect(locked.status).toBe(429)
    expect(locked.headers['set-cookie']).toBeUndefined()
    if (HAS_MANY_ADDRESSES) {
      expect((await network.sendCode(network.code(), { from: OTHER_ADDRESS })).status).toBe(303)
    }
    clock.turnOn(PAIRING_LIMITS.lockOutMs)
    network.bench.network.newCode()
    expect((await network.sendCode(network.code())).status).toBe(303)
  })

  test('withdraws a code after ten wrong guesses of everybody together', async () => {
    if (!HAS_MANY_ADDRESSES) return
    const network = await openNetwork()
    const code = network.code()
    const wrong = wrongCode(network)
    for (let guess = 0; guess < PAIRING_LIMITS.guessesPerCode; guess += 1) {
      const from = `127.0.1.${String(1 + Math.floor(guess / 4))}`
      expect((await network.sendCode(wrong, { from })).status).toBe(403)
    }
    expect(network.bench.network.status()).toMatchObject({ code: null, codeEnded: 'guessed' })
    expect((await network.sendCode(code, { from: '127.0.1.9' })).status).toBe(403)
  })

  test.each([
    ['another site', { origin: 'http://evil.example' }],
    ['another port', { origin: `http://${NETWORK_ADDRESS}:1` }],
    ['a page without an origin', { origin: 'null' }],
    ['a cross-site form', { 'sec-fetch-site': 'cross-site' }],
  ])('is not done for %s', async (_name, headers) => {
    const network = await openNetwork()
    const answer = await network.sendCode(network.code(), { headers })
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(network.bench.network.status().code).not.toBeNull()
  })

  test.each([
    ['none', ''],
    ['spaces', '   '],
    ['a line of control', 'Tab\u0007let'],
    ['one that turns the line round', 'Tab\u202Elet'],
    ['one too long', 'x'.repeat(41)],
  ])('wants a name, not %s', async (_name, name) => {
    const network = await openNetwork()
    expect((await network.sendCode(network.code(), { name })).status).toBe(422)
    expect(network.bench.network.status().code).not.toBeNull()
  })

  test('tells names apart, and writes none into the page as markup', async () => {
    const network = await openNetwork()
    for (let count = 0; count < 3; count += 1) await network.pair('Tablet')
    const names = network.bench.network.status().devices.map(({ name }) => name)
    expect(names).toEqual(['Tablet', 'Tablet 2', 'Tablet 3'])
    network.bench.network.newCode()
    const answer = await network.sendCode(wrongCode(network), { name: '"><b>x' })
    expect(answer.body).toContain('value="&quot;&gt;&lt;b&gt;x"')
  })

  test('takes no long form', async () => {
    const network = await openNetwork()
    expect((await network.sendCode('', { body: 'a'.repeat(5000) })).status).toBe(413)
  })

  test('ends at twenty devices', async () => {
    const network = await openNetwork()
    for (let count = 0; count < 20; count += 1) await network.pair('Tablet')
    network.bench.network.newCode()
    const refused = await network.sendCode(network.code())
    expect(refused.status).toBe(503)
    expect(refused.body).toContain('20 devices are paired, the limit.')
  })
})
