import { expect, test } from 'vitest'
import { strict } from './strict.ts'
import { toAppAddress, toWebAddress } from './web-address.ts'

test('a member that the stand-in does not have throws with its name', () => {
  const app = strict('app', { quit: () => 'done' }) as Record<string, unknown>
  expect(app['quit']).toBeTypeOf('function')
  expect(() => app['dock']).toThrow('electron stand-in: app.dock is not implemented')
})

test.each(['app://rmos/index.html', 'app://rmos/a%2f..%5cb?x=1#y', 'app://other/'])(
  '%s is itself again after Chromium had it',
  (address) => {
    expect(toAppAddress(toWebAddress(address))).toBe(address)
  },
)

test('an address of the web is not taken for one of the app', () => {
  const address = 'https://rmos.app.standin.invalid.example/'
  expect(toAppAddress(address)).toBe(address)
})
