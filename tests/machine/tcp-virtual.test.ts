import { describe, expect, test } from 'vitest'
import { virtualCommand } from '../../src-main/cli/virtual.ts'
import type { CommandContext } from '../../src-main/cli/command.ts'
import { serveVirtual } from '../../src-main/machine/serve-virtual.ts'
import { CONTROLLER_PROFILES } from '../../src-main/machine/virtual/profile.ts'
import { forkedService } from './forked-engine.ts'
import { denseProgram, jobOf } from './rehearsal.ts'

const OPTIONS = {
  speed: 10,
  faults: [],
  profile: CONTROLLER_PROFILES[0],
  workpiece: null,
  recordPath: null,
  settings: [],
}

function quiet(): void {
  // Connections come and go in these tests; nobody reads about them.
}

describe('the virtual controller over TCP', () => {
  test('runs a job for an engine that connects to it', async () => {
    const served = await serveVirtual({ host: '127.0.0.1', port: 0 }, OPTIONS, quiet)
    if (!served.ok) throw new Error(served.error)
    const service = forkedService()
    const uri = `tcp://127.0.0.1:${String(served.value.port)}`
    const connected = await service.connect(uri)
    expect(connected.ok && connected.value.engineState).toBe('ready')
    const ended = new Promise((resolve) => {
      service.jobFinished(({ outcome }) => {
        resolve(outcome)
      })
    })
    await service.start(jobOf(denseProgram(300)))
    expect(await ended).toBe('completed')
    await service.close()
    await served.value.close()
  })

  test('going away in a job is a fault at once', async () => {
    const served = await serveVirtual({ host: '127.0.0.1', port: 0 }, OPTIONS, quiet)
    if (!served.ok) throw new Error(served.error)
    const service = forkedService()
    await service.connect(`tcp://127.0.0.1:${String(served.value.port)}`)
    await service.start(jobOf(denseProgram(20_000)))
    const ended = new Promise((resolve) => {
      service.jobFinished(({ outcome }) => {
        resolve(outcome)
      })
    })
    await served.value.close()
    expect(await ended).toBe('fault')
    expect(service.snapshot().fault?.sentence).toContain('was lost')
    await service.close()
  })

  test('a port nobody listens on is refused in one sentence', async () => {
    const service = forkedService()
    const refused = await service.connect('tcp://127.0.0.1:1')
    expect(!refused.ok && refused.error.message).toMatch(
      /^tcp:\/\/127\.0\.0\.1:1 cannot be opened: nothing answers at this port/,
    )
    await service.close()
  })
})

describe('rmos virtual', () => {
  function context(interrupted: AbortSignal, results: string[], notes: string[]): CommandContext {
    return {
      writeResult: (text) => results.push(text),
      writeNote: (text) => notes.push(text),
      json: false,
      interactive: false,
      dataDir: '',
      database: { databasePath: '', isSqliteDisabled: false },
      installDir: '',
      interrupted,
    }
  }

  test('prints where to connect and ends when interrupted', async () => {
    const results: string[] = []
    const stop = new AbortController()
    const running = virtualCommand.run(
      { values: { listen: '127.0.0.1:0', speed: '5' }, positionals: [] },
      context(stop.signal, results, []),
    )
    setTimeout(() => {
      stop.abort()
    }, 200)
    expect(await running).toBe(0)
    expect(results.join('')).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/)
  })

  test('refuses an unknown fault as usage', async () => {
    const notes: string[] = []
    const code = await virtualCommand.run(
      { values: { listen: '127.0.0.1:0', faults: 'explode:1' }, positionals: [] },
      context(new AbortController().signal, [], notes),
    )
    expect(code).toBe(64)
    expect(notes.join('')).toContain('explode:1')
  })
})
