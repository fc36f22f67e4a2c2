import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  createSettingsDesk,
  type SettingsDesk,
} from '../../../src-main/machine-room/settings-desk.ts'
import type { MachineService } from '../../../src-main/machine/machine-service.ts'
import type { VirtualFault } from '../../../src-main/machine/virtual/faults.ts'
import type { Store } from '../../../src-main/store/store.ts'
import { emptyFolder, NOON, openStore, unwrap } from '../../store/data-folder.ts'
import { DeskService } from './desk-service.ts'

let nextId = 0

interface Room {
  readonly machine: DeskService
  readonly store: Store
  readonly settings: SettingsDesk
}

function deskOver(machine: DeskService, store: Store): SettingsDesk {
  return createSettingsDesk({
    machine: machine.service,
    store,
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
}

async function room(
  settings: readonly (readonly [number, number])[] = [],
  faults: readonly VirtualFault[] = [],
): Promise<Room> {
  const store = await openStore(join(emptyFolder(), 'data'))
  const machine = new DeskService({ settings, faults })
  const desk = deskOver(machine, store)
  await machine.connect()
  return { machine, store, settings: desk }
}

const valueOf = (settings: SettingsDesk, settingNumber: number) =>
  unwrap(settings.rows()).find((row) => row.settingNumber === settingNumber)?.value

test('the first connection keeps a backup, a second one of the same set none', async () => {
  const { settings, machine } = await room()
  expect(unwrap(settings.backups()).map(({ reason }) => reason)).toEqual(['first-connect'])
  machine.desk.perform({ kind: 'readController' })
  expect(unwrap(settings.backups())).toHaveLength(1)
})

test('a setting is written alone, read back, and the set before it kept', async () => {
  const { settings, machine } = await room()
  const mark = machine.desk.mark
  unwrap(await settings.write(110, '4000', []))
  expect(valueOf(settings, 110)).toBe('4000.000')
  expect(machine.desk.since(mark).slice(0, 2)).toEqual(['$110=4000', '$$'])
  expect(unwrap(settings.backups()).map(({ reason }) => reason)).toEqual([
    'before-change',
    'first-connect',
  ])
})

test('values and interlocks are refused with the number and the limit', async () => {
  const { settings } = await room()
  const message = async (settingNumber: number, value: string, agreed: string[] = []) => {
    const result = await settings.write(settingNumber, value, agreed)
    return result.ok ? '' : result.error.message
  }
  expect(await message(0, '2')).toBe('Step pulse ($0): 2 is outside 3 to 255 µs.')
  expect(await message(110, 'fast')).toContain('is no number GRBL reads')
  expect(await message(32, '1')).toContain('Laser mode is for lasers')
  expect(await message(20, '1', ['soft-limits-need-homing'])).toContain('error 10')
  expect(await message(13, '1')).toContain('zero is void')
  expect(await message(13, '1', ['zero-void'])).toBe('')
  expect(await message(999, '1')).toContain('no setting $999')
})

test('a restore writes what differs, homing before soft limits, and reads it all back', async () => {
  const { settings, machine } = await room([
    [20, 1],
    [22, 1],
  ])
  const [first] = unwrap(settings.backups())
  if (first === undefined) throw new Error('no backup')
  const home = machine.desk.command({ name: 'home' })
  machine.desk.runUntil(() => home() !== null, 120_000)
  machine.desk.settle()
  unwrap(await settings.write(20, '0', ['hard-limits-off']))
  unwrap(await settings.write(22, '0', ['homing-off']))
  unwrap(await settings.write(120, '111', []))
  const mark = machine.desk.mark
  const report = unwrap(await settings.restore(first.backupId))
  expect(report).toMatchObject({ state: 'complete', remaining: [] })
  const writes = machine.desk.since(mark).filter((line) => /^\$\d+=/.test(line))
  expect(writes.map((line) => line.split('=')[0])).toEqual(['$22', '$20', '$120'])
  expect(unwrap(settings.compare('controller', { backupId: first.backupId })).differences).toEqual(
    [],
  )
  expect(unwrap(settings.unfinished())).toBeNull()
})

const ALL_DIFFERENT = [
  ...[0, 1, 11, 12, 24, 25, 26, 27, 30, 31].map((number, index) => [number, index + 4] as const),
  ...[100, 101, 102].map((number) => [number, 80] as const),
  ...[110, 111, 112].map((number) => [number, 3000] as const),
  ...[120, 121, 122].map((number) => [number, 99] as const),
  ...[130, 131, 132].map((number) => [number, 300] as const),
]
const wantedText = ALL_DIFFERENT.map(([number, value]) => `$${String(number)}=${String(value)}`)

test('a power cut in the middle of a restore: the list is right, and it goes on or rolls back', async () => {
  for (const way of ['goes on', 'rolls back'] as const) {
    const store = await openStore(join(emptyFolder(), 'data'))
    const before = new DeskService()
    const desk = deskOver(before, store)
    await before.connect()
    const original = new Map(before.service.settings())
    const backup = unwrap(desk.importBackup('shop.txt', `${wantedText.join('\n')}\n`))
    // the cable is pulled in the middle of the bulk of writes
    const writesSeen = () =>
      before.desk.controller.record().receivedLines.filter((line) => /^\$\d+=/.test(line)).length
    const cut: MachineService['manual'] = (request) => {
      const answer = before.desk.command({ name: 'manual', request })
      before.desk.runUntil(() => writesSeen() >= 12 || answer() !== null)
      before.desk.controller.strike('close')
      before.desk.runUntil(() => answer() !== null)
      const given = answer()?.problem
      if (given === null || given === undefined) throw new Error('the cut came too late')
      return Promise.resolve({ ok: false, error: given })
    }
    Object.assign(before.service, { manual: cut })
    const report = unwrap(await desk.restore(backup.backupId))
    expect(report.state).toBe('interrupted')
    expect(report.written.length + report.remaining.length).toBe(ALL_DIFFERENT.length)

    // power comes back: the controller has what was written to it
    const kept = before.desk.controller
      .record()
      .receivedLines.filter((line) => /^\$\d+=/.test(line))
      .map((line) => /^\$(\d+)=(.*)$/.exec(line))
      .map((parts) => [Number(parts?.[1]), Number(parts?.[2])] as const)
    const after = new DeskService({ settings: kept })
    const again = deskOver(after, store)
    await after.connect()
    const unfinished = unwrap(again.unfinished())
    expect(unfinished?.state).toBe('interrupted')
    expect(unfinished?.written).toHaveLength(kept.length)
    expect(unfinished?.remaining).toHaveLength(ALL_DIFFERENT.length - kept.length)
    if (way === 'goes on') {
      expect(unwrap(await again.restore(backup.backupId)).state).toBe('complete')
      for (const [number, value] of ALL_DIFFERENT) {
        expect(Number(after.service.settings().get(number))).toBe(value)
      }
    } else {
      expect(unwrap(await again.rollBack()).state).toBe('rolledBack')
      expect(after.service.settings()).toEqual(original)
    }
    expect(unwrap(again.unfinished())).toBeNull()
  }
})

test('a settings file with a line that is none is refused with its place, and nothing is kept', async () => {
  const { settings } = await room()
  const refused = settings.importBackup('old.txt', '$0=10\nG21\n')
  expect(refused.ok ? '' : refused.error.message).toBe(
    'old.txt: line 2 is "G21", not a setting such as $110=5000.000.',
  )
  const taken = unwrap(
    settings.importBackup('grbl.txt', 'ok\r\n$0=10 (step pulse, usec)\r\n; mine\r\n$1=255\r\n'),
  )
  expect(taken.settingCount).toBe(2)
})
