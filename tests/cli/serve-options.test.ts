import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rmos, scratchFolder } from './rmos-process.ts'

const scratch = scratchFolder()
afterAll(scratch.remove)

test.each([
  [['--address', '10.0.0.1'], '--address goes with --network'],
  [['--network', '--address', '8.8.8.8'], '8.8.8.8 is no IPv4 address of a private network'],
  [['--network', '--address', '0.0.0.0'], '0.0.0.0 is no IPv4 address of a private network'],
  [['--network', '--address', 'shop.local'], 'shop.local is no IPv4 address of a private network'],
  [['--port', '70000'], '--port goes from 0 to 65535'],
])('serve %j is refused before anything listens', async (options, sentence) => {
  const refused = await rmos(join(scratch.path, 'data'), 'serve', ...options)
  expect(refused.stderr).toContain(sentence)
  expect(refused.stdout).toBe('')
  expect(refused.code).toBe(64)
})
