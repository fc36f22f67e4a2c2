import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { runArtifactSchema } from './artifact.schema.ts'
import type { RunArtifact } from './artifact.schema.ts'
import { attachmentPath, buildArtifact, INLINE_GCODE_LIMIT_BYTES } from './build-artifact.ts'
import type { ArtifactParts, BuiltArtifact } from './build-artifact.ts'
import { canonicalJson } from './canonical-json.ts'
import { attachmentsOf, verifyArtifact } from './verify-artifact.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

const program = (programId: string, text: string) => ({
  programId,
  stage: 'inlay-channels' as const,
  title: 'Channels',
  postId: 'grbl',
  fileName: `${programId}.nc`,
  text,
  estimatedSeconds: 12.5,
})

const PARTS: ArtifactParts = {
  runId: 'ab'.repeat(16),
  requestId: 'request-1',
  createdAtUtc: '2026-11-21T10:00:00.000Z',
  mode: 'rosette',
  toolId: 'em-1.0',
  machineId: null,
  status: 'OK',
  jobName: 'Mosaïque',
  requestSummary: { planId: 'p' },
  feasibility: { overall: 'GREEN', score: 81.25 },
  decision: { risk_level: 'GREEN', score: 81.25, block_reason: null, warnings: [], details: {} },
  approval: null,
  toolpaths: [{ moves: [1, 2.5] }],
  opplan: { steps: ['a', 'b'] },
  programs: [program('one', '(é)\nG0 X1\n'), program('two', 'G0 X2\nM30\n')],
  appVersion: '0.1.0',
  exception: null,
}

function build(changes: Partial<ArtifactParts> = {}): BuiltArtifact {
  return buildArtifact({ ...PARTS, ...changes }, sha256)
}

function verify(built: BuiltArtifact, text: string = built.text) {
  const beside = new Map(built.attachments.map((a) => [a.path, a.text]))
  return verifyArtifact(text, { sha256, attachment: (path) => beside.get(path) ?? null })
}

function failures(built: BuiltArtifact, text?: string): readonly string[] {
  return verify(built, text)
    .checks.filter((check) => !check.ok)
    .map((check) => check.what)
}

function changed(change: (artifact: RunArtifact) => void): string {
  const artifact = structuredClone(build().artifact)
  change(artifact)
  return canonicalJson(artifact)
}

describe('building an artifact', () => {
  test('gives canonical JSON that follows the schema and verifies', () => {
    const built = build()
    expect(runArtifactSchema.parse(JSON.parse(built.text))).toEqual(built.artifact)
    expect(built.text).toBe(canonicalJson(built.artifact))
    expect(failures(built)).toEqual([])
  })

  test('gives the same bytes a second time', () => {
    expect(build().text).toBe(build().text)
  })

  test('drops the feasibility a caller sent, however deep it is hidden', () => {
    const { artifact } = build({
      requestSummary: {
        feasibility: { overall: 'GREEN' },
        context: { feasibility: 1, list: [{ feasibility: 2, keep: 3 }] },
      },
    })
    expect(artifact.request_summary).toEqual({ context: { list: [{ keep: 3 }] } })
    expect(artifact.feasibility).toEqual(PARTS.feasibility)
  })

  test('refuses a request with what JSON lacks, naming the place', () => {
    expect(() => build({ requestSummary: { a: [NaN] } })).toThrow('$.a[0] is NaN')
  })

  test('keeps G-code up to 200 KB inline and one byte more in an attachment', () => {
    const exact = 'x'.repeat(INLINE_GCODE_LIMIT_BYTES - 1) + '\n'
    const inline = build({ programs: [program('one', exact)] })
    expect(inline.artifact.outputs.gcode_text).toBe(exact)
    expect(inline.artifact.outputs.gcode_path).toBeNull()

    const beside = build({ programs: [program('one', `x${exact}`)] })
    const hash = sha256(`x${exact}`)
    expect(beside.artifact.outputs.gcode_text).toBeNull()
    expect(beside.artifact.outputs.gcode_path).toBe(
      `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}.nc`,
    )
    expect(beside.attachments.map(({ path }) => path)).toContain(attachmentPath(hash, 'nc'))
    expect(failures(beside)).toEqual([])
    expect(attachmentsOf(beside.artifact)).toEqual(beside.attachments.map(({ path }) => path))
  })

  test('hashes a blocked run with no feasibility as the empty object', () => {
    const { artifact } = build({
      status: 'BLOCKED',
      feasibility: {},
      toolpaths: null,
      opplan: null,
      programs: [],
    })
    expect(artifact.hashes).toEqual({
      feasibility_sha256: '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
      toolpaths_sha256: null,
      gcode_sha256: null,
      opplan_sha256: null,
    })
  })
})

describe('verifying an artifact', () => {
  test('finds every single changed bit of a byte in the judgement and the G-code', () => {
    const built = build()
    const bytes = Buffer.from(built.text, 'utf8')
    const unnoticed: number[] = []
    for (let at = 0; at < bytes.length; at += 1) {
      const torn = Buffer.from(bytes)
      torn.writeUInt8(torn.readUInt8(at) ^ 1, at)
      const found = verify(built, torn.toString('utf8'))
      const inHashed = isInHashedPart(built.text, bytes, at)
      if (found.ok && inHashed) unnoticed.push(at)
    }
    expect(unnoticed).toEqual([])
  })

  test('finds a file that was cut off at any byte', () => {
    const built = build()
    for (let length = 0; length < built.text.length; length += 1) {
      expect(verify(built, built.text.slice(0, length)).ok).toBe(false)
    }
  })

  test.each<[string, (artifact: RunArtifact) => void, string]>([
    [
      'a changed feasibility',
      (a) => {
        a.feasibility['overall'] = 'RED'
      },
      'feasibility hash',
    ],
    [
      'a changed operation plan',
      (a) => {
        a.outputs.opplan_json = {}
      },
      'operation plan hash',
    ],
    [
      'changed G-code',
      (a) => {
        a.outputs.gcode_text = (a.outputs.gcode_text ?? '').replace('X2', 'X9')
      },
      'gcode hash',
    ],
    [
      'G-code with a hash to match but a program without',
      (a) => {
        a.outputs.gcode_text = (a.outputs.gcode_text ?? '').replace('X2', 'X9')
        a.hashes.gcode_sha256 = sha256(a.outputs.gcode_text)
      },
      'program two',
    ],
    [
      'a program range that leaves a gap',
      (a) => {
        const [first] = a.outputs.programs
        if (first !== undefined) first.length_bytes -= 1
      },
      'program one',
    ],
    [
      'G-code that belongs to no program',
      (a) => {
        a.outputs.programs.pop()
      },
      'programs',
    ],
    [
      'a path that is not that of the hash',
      (a) => {
        a.outputs.gcode_text = null
        a.outputs.gcode_path = '../../etc/passwd'
      },
      'gcode hash',
    ],
    [
      'an OK run whose risk is UNKNOWN',
      (a) => {
        a.decision.risk_level = 'UNKNOWN'
      },
      'status',
    ],
    [
      'an OK run without toolpaths',
      (a) => {
        a.hashes.toolpaths_sha256 = null
      },
      'toolpaths hash',
    ],
    [
      'a blocked run that carries G-code',
      (a) => {
        a.status = 'BLOCKED'
      },
      'status',
    ],
    [
      'two programs of one name',
      (a) => {
        for (const p of a.outputs.programs) p.program_id = 'one'
      },
      'program one',
    ],
  ])('finds %s', (_, change, what) => {
    expect(failures(build(), changed(change))).toContain(what)
  })

  test('finds toolpaths that are missing beside it', () => {
    const alone = { ...build(), attachments: [] }
    expect(failures(alone)).toEqual(['toolpaths hash'])
  })

  test('never asks for a file that the artifact names by a path of its own', () => {
    const artifact = structuredClone(build().artifact)
    artifact.outputs.gcode_path = '../../etc/passwd'
    expect(attachmentsOf(artifact).join()).not.toContain('passwd')
  })

  test('refuses the same data in other clothes: blanks, another key order, a doubled key', () => {
    const built = build()
    const spaced = JSON.stringify(JSON.parse(built.text), null, 1)
    expect(failures(built, spaced)).toEqual(['form'])
    expect(failures(built, built.text.replace('{', '{"version":1,'))).toEqual(['form'])
  })

  test('answers garbage with a sentence', () => {
    for (const text of ['', 'null', '[]', '{}', '{"a":', '"x"', '\u0000', '['.repeat(50_000)]) {
      const found = verify(build(), text)
      expect(found.ok).toBe(false)
      expect(found.checks[0]?.sentence).not.toBe('')
    }
  })
})

/** Names, times and the like are held by the hash of the whole file in the database, not from within. */
function isInHashedPart(text: string, bytes: Buffer, at: number): boolean {
  const before = bytes.subarray(0, at).toString('utf8').length
  const part = (from: string, to: string) => [text.indexOf(from), text.indexOf(to)] as const
  const [start, end] = part('"feasibility":', '"hashes":')
  const [gcode, opplan] = part('"gcode_text":', '"opplan_json":')
  return (before >= start && before < end) || (before >= gcode && before < opplan)
}
