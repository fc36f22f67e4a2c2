import { describe, expect, test } from 'vitest'
import type { EngineLink } from '../../src-main/machine/engine-link.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { createMachineService, systemServiceClock } from '../../src-main/machine/machine-service.ts'
import { forkedService, streamBlocked } from './forked-engine.ts'
import { denseProgram, jobOf } from './rehearsal.ts'

describe('the engine in its own process', () => {
  test('keeps the line full while main is blocked for two seconds', async () => {
    const lines = 4000
    const run = await streamBlocked(denseProgram(lines), { blockAfterMs: 2000, blockMs: 2000 })
    expect(run.progress.outcome).toBe('completed')
    expect(run.record.receiveHighWaterBytes).toBeLessThanOrEqual(128)
    expect(run.record.receiveDroppedBytes).toBe(0)
    // `$G` goes out once a second to prove the count of answers
    const sent = run.record.receivedLines.filter((line) => line !== '$G')
    expect(sent).toHaveLength(lines + 5 + 3)
    expect(run.fairBytesPerSecond / 11_520).toBeGreaterThanOrEqual(0.97)
  }, 60_000)

  test('answers with the ports there are', async () => {
    const service = forkedService()
    const listed = await service.listPorts()
    await service.close()
    expect(listed.ok && listed.value.ports.some(({ uri }) => uri === 'virtual:')).toBe(true)
  })

  test('says in one sentence why a port cannot be opened', async () => {
    const service = forkedService()
    const refused = await service.connect('serial:/dev/ttyNOSUCH9')
    await service.close()
    expect(!refused.ok && refused.error.message).toMatch(/ttyNOSUCH9 is not there/)
    expect(service.snapshot().engineState).toBe('disconnected')
  })

  test('dying in a job leaves a fault, the state unknown, and the job told as ended once', async () => {
    const links: EngineLink[] = []
    const spawn = forkEngine()
    const service = createMachineService({
      spawnEngine: () => {
        const link = spawn()
        links.push(link)
        return link
      },
      clock: systemServiceClock(),
    })
    const outcomes: (string | null)[] = []
    service.jobFinished(({ outcome }) => outcomes.push(outcome))
    await service.connect('virtual:')
    await service.start(jobOf(denseProgram(5000)))
    const gone = new Promise<void>((resolve) => {
      service.onChange(({ engineState }) => {
        if (engineState === 'fault') resolve()
      })
    })
    links[0]?.kill()
    await gone
    expect(service.snapshot().fault?.sentence).toContain('state of the machine is unknown')
    expect(service.snapshot().spindleOn).toBeNull()
    expect(outcomes).toEqual(['fault'])
    const again = await service.connect('virtual:')
    expect(again.ok && again.value.engineState).toBe('ready')
    await service.close()
  })

  test('tells the screen at most twenty times a second', async () => {
    const service = forkedService()
    await service.connect('virtual:')
    const times: number[] = []
    service.onChange(() => times.push(performance.now()))
    await service.start(jobOf(denseProgram(1500)))
    await new Promise((resolve) => {
      setTimeout(resolve, 2000)
    })
    await service.close()
    expect(times.length).toBeGreaterThan(10)
    expect(times.length).toBeLessThanOrEqual(2 * 20 + 4)
  })
})
