import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'

test('a reader that goes away does not end the command as a defect', async () => {
  const child = spawn(process.execPath, ['src-main/cli/index.ts', 'plan', 'schema'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  let complaints = ''
  child.stderr.on('data', (bytes: Buffer) => {
    complaints += bytes.toString()
  })
  const [code] = (await once(child, 'close')) as [number | null]
  expect(complaints).toBe('')
  expect(code).toBe(0)
})
