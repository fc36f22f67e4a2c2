import { expect, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { checkProgram, GRBL_1_1 } from '#core/gcode/check-program.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import { createProgramIntake } from './program-intake.ts'

const PROGRAM =
  'G21 G90 G94\nM3 S10000\nG4 P4\nG0 Z5\nG0 X0 Y0\nG1 Z-1 F200\nG1 X10 F500\nG0 Z5\nM5\nM30\n'

/** A workplace that keeps what is recorded. */
function bench() {
  const recorded: { artifact: { run_id: string; status: string } }[] = []
  const checkedTexts: string[] = []
  const cam = {
    run: (_name: string, order: { text: string }) => {
      checkedTexts.push(order.text)
      return Promise.resolve(success(checkProgram(order.text, { profile: GRBL_1_1 })))
    },
  } as unknown as CamDesk
  let ids = 0
  const workplace = {
    appVersion: '0.0.0',
    surroundings: {
      clock: () => new Date('2026-11-21T10:00:00.000Z'),
      newId: () => {
        ids += 1
        return String(ids).padStart(32, '0')
      },
      actor: 'tester',
    },
    runStore: {
      record: (built: (typeof recorded)[number]) => {
        recorded.push(built)
        return Promise.resolve(success(undefined))
      },
    },
  }
  const intake = createProgramIntake(workplace as never, cam)
  return { intake, recorded, checkedTexts }
}

test('a file in pieces is checked whole and becomes one run', async () => {
  const { intake, recorded, checkedTexts } = bench()
  for (let at = 0; at < PROGRAM.length; at += 20) {
    const last = at + 20 >= PROGRAM.length
    const text = PROGRAM.slice(at, at + 20)
    const taken = await intake({ uploadId: 'u', fileName: 'a.nc', text, last })
    expect(taken.ok && taken.value !== null).toBe(last)
  }
  expect(checkedTexts).toEqual([PROGRAM])
  expect(recorded.map(({ artifact }) => artifact.status)).toEqual(['OK'])
})

test('what the controller would refuse is recorded as blocked', async () => {
  const { intake, recorded } = bench()
  await intake({ uploadId: 'u', fileName: 'a.nc', text: `${PROGRAM}G81 X1\n`, last: true })
  expect(recorded.map(({ artifact }) => artifact.status)).toEqual(['BLOCKED'])
})

test('a letter to a friend is no program, and a third file waits', async () => {
  const { intake, recorded } = bench()
  const letter = await intake({
    uploadId: 'u',
    fileName: 'letter.txt',
    text: 'Dear Maria,',
    last: true,
  })
  expect(letter.ok).toBe(false)
  expect(recorded).toEqual([])
  await intake({ uploadId: 'a', fileName: 'a.nc', text: 'G0', last: false })
  await intake({ uploadId: 'b', fileName: 'b.nc', text: 'G0', last: false })
  const third = await intake({ uploadId: 'c', fileName: 'c.nc', text: 'G0', last: false })
  expect(!third.ok && third.error.kind).toBe('busy')
})
