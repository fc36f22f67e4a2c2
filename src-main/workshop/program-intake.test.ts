import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { BuiltArtifact } from '#core/runs/build-artifact.ts'
import type { CamDesk } from '../cam/cam-desk.ts'
import { createFolderMaker } from '../files/durable-folders.ts'
import { nodeFiles } from '../files/node-files.ts'
import { openIncoming } from '../runs/incoming-program.ts'
import { checkProgramJob, type CheckProgramOrder } from './check-program-job.ts'
import { createProgramIntake } from './program-intake.ts'

const PROGRAM =
  'G21 G90 G94\nM3 S10000\nG4 P4\nG0 Z5\nG0 X0 Y0\nG1 Z-1 F200\nG1 X10 F500\nG0 Z5\nM5\nM30\n'

/** Does the check here, and lets it hear what is said to it. */
function followingCam() {
  const told = new Map<string, { said: unknown[]; heard: (() => void) | null }>()
  const ended: string[] = []
  const cam = {
    ended,
    run: (_name: string, order: CheckProgramOrder, jobId: string) => {
      const line: { said: unknown[]; heard: (() => void) | null } = { said: [], heard: null }
      told.set(jobId, line)
      const hear = async () => {
        while (line.said.length === 0) {
          await new Promise<void>((resolve) => {
            line.heard = resolve
          })
        }
        return line.said.shift()
      }
      return checkProgramJob(order, { tell: () => undefined, hear })
    },
    say: (jobId: string, said: unknown) => {
      const line = told.get(jobId)
      line?.said.push(said)
      line?.heard?.()
    },
    cancel: (jobId: string) => {
      ended.push(jobId)
      return success({ jobId })
    },
  }
  return cam as unknown as CamDesk & { readonly ended: readonly string[] }
}

const LIMITS: MachineLimits = {
  maxRateMmPerMin: [5000, 5000, 2000],
  accelerationMmPerS2: [400, 400, 200],
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  stopDelaySeconds: 0,
  maxRpm: 24_000,
  minRpm: 0,
  laserMode: false,
}

/** A workplace that keeps what is recorded, over a real folder for what comes in. */
function bench() {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-intake-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const files = nodeFiles()
  const recorded: BuiltArtifact[] = []
  const cam = followingCam()
  const remembered: { readonly sha256: string; readonly lineCount: number }[] = []
  let ids = 0
  const base = {
    dataDir: folder,
    files,
    makeFolder: createFolderMaker(files, folder),
    clock: () => new Date(),
  }
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
      receiveProgram: () => openIncoming(base as never),
      record: (built: BuiltArtifact) => {
        recorded.push(built)
        return Promise.resolve(success(undefined))
      },
    },
  }
  const intake = createProgramIntake({
    workplace: workplace as never,
    cam,
    studies: {
      remember: (sha256, limits, { lineCount, lineSeconds }) => {
        expect([limits, lineSeconds?.length]).toEqual([LIMITS, lineCount])
        remembered.push({ sha256, lineCount })
      },
    },
    limits: () => LIMITS,
  })
  /** Hands a whole file in, in pieces of so many bytes. */
  const handIn = async (contents: Uint8Array, pieceBytes: number) => {
    for (let at = 0; ; at += pieceBytes) {
      const bytes = contents.slice(at, at + pieceBytes)
      const last = at + pieceBytes >= contents.length
      const taken = await intake({ uploadId: 'u', fileName: 'a.nc', bytes, last })
      if (last) return taken
      expect(taken).toEqual(success(null))
    }
  }
  const left = () => readdirSync(join(folder, 'attachments'), { recursive: true }).map(String)
  return { intake, handIn, recorded, remembered, cam, folder, left }
}

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('a short file in pieces is checked whole, and stands in the artifact of one run', async () => {
  const { handIn, recorded, left } = bench()
  expect((await handIn(bytesOf(PROGRAM), 20)).ok).toBe(true)
  expect(recorded.map(({ artifact }) => artifact.status)).toEqual(['OK'])
  expect(recorded[0]?.artifact.outputs.gcode_text).toBe(PROGRAM)
  expect(left()).toEqual([])
})

test('a long file is kept beside the artifact byte for byte, and a second time too', async () => {
  const { handIn, recorded, folder } = bench()
  const moves = Array.from({ length: 30_000 }, (_, index) => `G1 X${String(index / 1000)}\n`)
  const text = PROGRAM.replace('G0 Z5\nM5', `${moves.join('')}G0 Z5\nM5`)
  for (const pieceBytes of [100_000, 1_000_000]) await handIn(bytesOf(text), pieceBytes)
  expect(recorded).toHaveLength(2)
  for (const { artifact, attachments } of recorded) {
    const { outputs, hashes, status } = artifact
    expect([status, outputs.gcode_text, attachments]).toEqual(['OK', null, []])
    expect(outputs.programs[0]).toMatchObject({
      length_bytes: text.length,
      line_count: text.split('\n').length - 1,
      sha256: hashes.gcode_sha256,
    })
    const kept = readFileSync(join(folder, 'attachments', outputs.gcode_path ?? ''), 'utf8')
    expect(kept === text).toBe(true)
  }
})

test.each([
  ['with a byte order mark', Buffer.from(`\ufeff${PROGRAM}`, 'utf8'), PROGRAM],
  [
    'with letters of one byte',
    Buffer.from(`(Rosette f\u00fcr Anna)\n${PROGRAM}`, 'latin1'),
    `(Rosette f\ufffdr Anna)\n${PROGRAM}`,
  ],
])('a file %s becomes the text that was checked', async (_name, contents, text) => {
  const { handIn, recorded } = bench()
  await handIn(contents, 7)
  expect(recorded[0]?.artifact.outputs.gcode_text).toBe(text)
})

test('what the controller would refuse is recorded as blocked', async () => {
  const { handIn, recorded } = bench()
  await handIn(bytesOf(`${PROGRAM}G81 X1\n`), 1000)
  expect(recorded.map(({ artifact }) => artifact.status)).toEqual(['BLOCKED'])
})

test('a letter to a friend is no program, and a third file waits', async () => {
  const { intake, recorded } = bench()
  const letter = await intake({
    uploadId: 'u',
    fileName: 'letter.txt',
    bytes: bytesOf('Dear Maria,'),
    last: true,
  })
  expect(letter.ok).toBe(false)
  expect(recorded).toEqual([])
  await intake({ uploadId: 'a', fileName: 'a.nc', bytes: bytesOf('G0'), last: false })
  await intake({ uploadId: 'b', fileName: 'b.nc', bytes: bytesOf('G0'), last: false })
  const third = await intake({ uploadId: 'c', fileName: 'c.nc', bytes: bytesOf('G0'), last: false })
  expect(!third.ok && third.error.kind).toBe('busy')
})

test('pieces may be sent ahead of their answers, and what the gate needs is there with the run', async () => {
  const { intake, recorded, remembered } = bench()
  const contents = bytesOf(PROGRAM.repeat(50))
  const answers = Array.from({ length: Math.ceil(contents.length / 100) }, (_, index) => {
    const bytes = contents.slice(100 * index, 100 * index + 100)
    return intake({
      uploadId: 'u',
      fileName: 'a.nc',
      bytes,
      last: 100 * index + 100 >= contents.length,
    })
  })
  const taken = await Promise.all(answers)
  expect(taken.every(({ ok }) => ok)).toBe(true)
  const [run] = recorded
  expect(run?.artifact.outputs.gcode_text).toBe(PROGRAM.repeat(50))
  expect(remembered).toEqual([{ sha256: run?.artifact.hashes.gcode_sha256, lineCount: 500 }])
})

test('a check that ended early ends the upload, and one that is given up ends its check', async () => {
  const { intake, cam, left } = bench()
  const piece = { uploadId: 'u', fileName: 'a.nc', bytes: bytesOf(PROGRAM), last: false }
  const cancelled = {
    kind: 'busy',
    message: 'It was cancelled.',
    remedy: '',
    requestId: '',
  } as const
  let end: (found: ReturnType<typeof failure<typeof cancelled>>) => void = () => undefined
  const check = new Promise<ReturnType<typeof failure<typeof cancelled>>>((resolve) => {
    end = resolve
  })
  vi.spyOn(cam, 'run').mockReturnValue(check)
  await intake(piece)
  end(failure(cancelled))
  await check
  const next = await intake(piece)
  expect(next).toEqual(failure(cancelled))
  expect([cam.ended, left()]).toEqual([['u'], []])
})
