import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { rmos, scratchFolder } from './rmos-process.ts'

const scratch = scratchFolder()
afterAll(scratch.remove)

// Windows has no process groups that a signal reaches
test.skipIf(process.platform === 'win32')(
  'Ctrl+C, which reaches every process of the terminal, stops the machine and is logged',
  async () => {
    const dataDir = join(scratch.path, 'data')
    const made = await rmos(dataDir, 'run', 'data/examples/classical-mosaic-46.json')
    const runId = made.stdout.trim()
    const child = spawn(
      process.execPath,
      ['src-main/cli/index.ts', 'send', runId, '--port', 'virtual:', '--data', dataDir],
      { detached: true, stdio: ['ignore', 'pipe', 'pipe'] },
    )
    let noted = ''
    child.stderr.on('data', (bytes: Buffer) => {
      noted += bytes.toString()
    })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    while (!noted.includes('%  line')) await new Promise((resolve) => setTimeout(resolve, 50))
    process.kill(-(child.pid ?? 0), 'SIGINT')
    expect(await ended, noted).toBe(5)
    const shown = await rmos(dataDir, 'runs', 'show', runId, '--json')
    const { sends } = JSON.parse(shown.stdout) as { sends: { outcome: string; note: string }[] }
    expect(sends).toHaveLength(1)
    expect(sends[0]).toMatchObject({ outcome: 'stopped' })
  },
)
