import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { makeRun } from '../../src-main/workshop/make-run.ts'
import { openWorkshop, type Workshop } from '../../src-main/workshop/open-workshop.ts'
import { calledOff } from '../../src-main/workshop/send-desk.ts'
import { twelveRings } from '../fixtures/twelve-rings.ts'
import { unwrap } from '../store/unwrap.ts'

async function openShop(): Promise<Workshop> {
  const dataDir = mkdtempSync(join(tmpdir(), 'rmos-stopped-start-'))
  const workshop = unwrap(
    await openWorkshop({
      dataDir,
      installDir: process.cwd(),
      shell: 'command-line',
      spawnEngine: forkEngine(),
      log: () => undefined,
    }),
  )
  onTestFinished(async () => {
    await workshop.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return workshop
}

/** A recorded run whose first program may be sent, and the controller it would go to. */
async function readyToStart({ handlers, workplace, posts }: Workshop) {
  const plan = { ...twelveRings() }
  const made = unwrap(
    await makeRun(
      {
        plan,
        planId: null,
        jobName: plan.name,
        profiles: posts.posts.filter(({ id }) => id === 'grbl'),
        summary: { plan },
        approve: (hashes) =>
          success({
            ...hashes,
            approvedAtUtc: '2026-11-21T00:00:00.000Z',
            ...{ actor: 'test', acknowledgement: null },
          }),
      },
      workplace,
    ),
  )
  const runId = made.artifact.run_id
  const programId = made.artifact.outputs.programs[0]?.program_id ?? ''
  unwrap(await handlers.machine.connect({ portUri: 'virtual:' }))
  const gate = unwrap(await handlers.machine.startGate({ runId, programId }))
  const acknowledged = [...gate.warnings]
  const order = { runId, programId, acknowledged, optionalStops: false } as const
  const checklist = { toolFitted: true, stockClamped: true, zeroSet: true } as const
  return { ...order, refusedLines: 'stop', checklist } as const
}

test('a start is off once anybody has pressed since it was asked for', () => {
  expect(calledOff({ pressCount: () => 3 }, 3)).toBeNull()
  expect(calledOff({ pressCount: () => 4 }, 3)?.message).toContain('nothing was sent')
})

test.each(['stop', 'hold'] as const)(
  'a %s pressed while a start is being made ready calls the start off',
  async (press) => {
    const workshop = await openShop()
    const order = await readyToStart(workshop)
    const { machine } = workshop.handlers
    const starting = machine.start({ ...order })
    await machine[press]({})
    const started = await starting
    expect(started).toMatchObject({
      ok: false,
      // by the gate, when the press was there before it looked
      error: {
        kind: 'blocked',
        message: expect.stringMatching(/nothing was sent|not idle/) as string,
      },
    })
    expect(unwrap(await machine.snapshot({})).job).toBeNull()
    // the next start is a new one; out of a hold somebody has to resume first
    const standing = press === 'hold' ? 'held' : 'ready'
    await expect
      .poll(async () => unwrap(await machine.snapshot({})).engineState, { timeout: 20_000 })
      .toBe(standing)
    if (press === 'hold') return
    expect((await machine.start({ ...order })).ok).toBe(true)
    await machine.stop({})
  },
  60_000,
)
