import { describe, expect, test } from 'vitest'
import { isAppAddress } from './app-address.ts'

describe('an address of the app', () => {
  test.each(['app://rmos/index.html', 'app://rmos/', 'app://rmos/index.html#/plans'])(
    '%s is one',
    (address) => {
      expect(isAppAddress(address)).toBe(true)
    },
  )

  test.each([
    'app://rmos.example/index.html',
    'app://other/index.html',
    'app://rmos:8080/',
    'app://somebody@rmos/',
    'app:rmos/index.html',
    'apps://rmos/',
    'https://rmos/index.html',
    'file:///index.html',
    'about:blank',
    'data:text/html,app://rmos/',
    '',
    'rmos',
  ])('“%s” is none', (address) => {
    expect(isAppAddress(address)).toBe(false)
  })
})
