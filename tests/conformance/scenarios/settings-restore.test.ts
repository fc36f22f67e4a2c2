import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failure, success } from '#core/outcome/result.ts'
import { createSettingsDesk } from '../../../src-main/machine-room/settings-desk.ts'
import type { MachineService } from '../../../src-main/machine/machine-service.ts'
import { HeardEngine } from '../../machine/by-hand/heard-engine.ts'
import { emptyFolder, NOON, openStore, unwrap } from '../../store/data-folder.ts'
import { METAL_PORT } from '../metal.ts'
import { byHand, onStage, type Stage } from '../stage.ts'

/** Every setting GRBL 1.1 has: what it is at the start, and in the backup. */
const SETTINGS: readonly (readonly [number, number, number])[] = [
  ...([
    [0, 10, 11],
    [1, 25, 26],
    [2, 0, 1],
    [3, 0, 1],
    [4, 0, 1],
    [5, 0, 1],
    [6, 0, 1],
  ] as const),
  ...([
    [10, 1, 3],
    [11, 0.01, 0.012],
    [12, 0.002, 0.003],
    [13, 0, 1],
  ] as const),
  ...([
    [20, 0, 1],
    [21, 0, 1],
    [22, 0, 1],
    [23, 0, 1],
  ] as const),
  ...([
    [24, 25, 26],
    [25, 500, 510],
    [26, 250, 251],
    [27, 1, 1.5],
  ] as const),
  ...([
    [30, 24_000, 23_000],
    [31, 0, 10],
    [32, 0, 1],
  ] as const),
  ...([
    [100, 200, 201],
    [101, 200, 202],
    [102, 400, 403],
  ] as const),
  ...([
    [110, 5000, 5100],
    [111, 5000, 5200],
    [112, 2000, 2100],
  ] as const),
  ...([
    [120, 400, 410],
    [121, 400, 420],
    [122, 200, 210],
  ] as const),
  ...([
    [130, 800, 790],
    [131, 800, 780],
    [132, 100, 90],
  ] as const),
]
const START = SETTINGS.map(([number, value]) => [number, value] as const)
const WANTED = SETTINGS.map(([number, , value]) => [number, value] as const)
const BACKUP = WANTED.map(([number, value]) => `$${String(number)}=${String(value)}`).join('\n')
/** Homing goes before the soft limits that need it. */
const ORDER = WANTED.map(([number]) => number).sort((a, b) => place(a) - place(b))
const CUT_AFTER = 17

function place(settingNumber: number): number {
  return settingNumber === 22 ? 19.5 : settingNumber
}

const numbersOf = (values: readonly { readonly settingNumber: number }[]) =>
  values.map(({ settingNumber }) => settingNumber)

function writesSeen(stage: Stage): number {
  return stage.arrivedLines().filter((line) => /^\$\d+=/.test(line)).length
}

/** The service of a stage, whose cable is pulled once in the middle of the next thing asked. */
function cutService(stage: Stage, heard: HeardEngine) {
  let cutsAt: number | null = null
  const manual: MachineService['manual'] = async (request) => {
    const answer = stage.command({ name: 'manual', request })
    const cutAt = cutsAt
    cutsAt = null
    if (cutAt !== null) {
      await stage.until(() => writesSeen(stage) >= cutAt || answer() !== null)
      stage.strike('close')
    }
    await stage.until(() => answer() !== null, 120_000)
    const problem = answer()?.problem ?? null
    if (cutAt === null) await stage.run(700)
    return problem === null ? success(stage.snapshot()) : failure(problem)
  }
  return {
    service: heard.service({ snapshot: stage.snapshot, manual }),
    cutNext: (afterWrites: number) => {
      cutsAt = writesSeen(stage) + afterWrites
    },
  }
}

/** The cable is plugged in again: the board comes back with what its memory kept. */
async function plugIn(stage: Stage): Promise<void> {
  await stage.run(500)
  const connected = await stage.ask({ name: 'connect', portUri: METAL_PORT ?? 'virtual:' })
  expect(connected.problem).toBeNull()
  await stage.run(1500)
  if (stage.snapshot().engineState === 'alarm') {
    await stage.ask({ name: 'unlock', reason: 'conformance' })
    await stage.run(1500)
  }
  await byHand(stage, { kind: 'readController' })
  await stage.run(700)
}

async function deskOn(stage: Stage, heard: HeardEngine) {
  const { service, cutNext } = cutService(stage, heard)
  let nextId = 0
  const desk = createSettingsDesk({
    machine: service,
    store: await openStore(join(emptyFolder(), 'data')),
    surroundings: {
      clock: NOON,
      newId: () => {
        nextId += 1
        return `id-${String(nextId)}`
      },
      actor: 'tester',
    },
    changed: () => undefined,
    report: ({ message }) => {
      throw new Error(message)
    },
  })
  const told = () => WANTED.map(([number]) => Number(service.settings().get(number)))
  return { desk, told, cutNext }
}

describe('scenario 8', () => {
  test('GRBL has 34 settings', () => {
    expect(SETTINGS).toHaveLength(34)
  })

  test.for(['goes on', 'rolls back'])(
    'a restore of 34 settings cut in the middle tells what was written, and %s: $$ says so',
    { timeout: 180_000 },
    (way) => {
      const heard = new HeardEngine()
      return onStage({ settings: START, onEmit: heard.hear }, async (stage) => {
        const { desk, told, cutNext } = await deskOn(stage, heard)
        await byHand(stage, { kind: 'readController' })
        await stage.run(700)
        const { backupId } = unwrap(desk.importBackup('shop.txt', `${BACKUP}\n`))
        cutNext(CUT_AFTER)
        expect(unwrap(await desk.restore(backupId)).state).toBe('interrupted')

        await plugIn(stage)
        const unfinished = unwrap(desk.unfinished())
        const written = numbersOf(unfinished?.written ?? [])
        // the one that was being written when the cable went may have been kept
        expect([CUT_AFTER - 1, CUT_AFTER]).toContain(written.length)
        expect(written).toEqual(ORDER.slice(0, written.length).sort((a, b) => a - b))
        expect(
          [...written, ...numbersOf(unfinished?.remaining ?? [])].sort((a, b) => a - b),
        ).toEqual(WANTED.map(([number]) => number))
        const kept = WANTED.map(([number, value], index) =>
          written.includes(number) ? value : START[index]?.[1],
        )
        expect(told()).toEqual(kept)

        const ended = way === 'goes on' ? await desk.restore(backupId) : await desk.rollBack()
        expect(unwrap(ended).state).toBe(way === 'goes on' ? 'complete' : 'rolledBack')
        await byHand(stage, { kind: 'readController' })
        await stage.run(700)
        const due = way === 'goes on' ? WANTED : START
        expect(told()).toEqual(due.map(([, value]) => value))
        expect(unwrap(desk.unfinished())).toBeNull()
      })
    },
  )
})
