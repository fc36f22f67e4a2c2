import { expect, test } from 'vitest'
import { isTrustedSender } from './sender.ts'

const page = { url: 'app://rmos/index.html', parent: null }

test('the app’s own top frame may call main', () => {
  expect(isTrustedSender(page)).toBe(true)
})

test('a frame inside the page may not, even at the app’s own address', () => {
  expect(isTrustedSender({ ...page, parent: page })).toBe(false)
})

test('a frame that is gone may not', () => {
  expect(isTrustedSender(null)).toBe(false)
})

test.each(['app://other/index.html', 'https://rmos/', 'about:blank', 'devtools://devtools/', ''])(
  'a page at “%s” may not',
  (url) => {
    expect(isTrustedSender({ url, parent: null })).toBe(false)
  },
)
