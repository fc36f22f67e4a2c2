import { buildArtifact } from '#core/runs/build-artifact.ts'
import type { ArtifactParts, BuiltArtifact, ProgramPart } from '#core/runs/build-artifact.ts'
import { sha256Hex } from '../../src-main/files/sha256.ts'

/** A G-code program of about so many bytes, all of it ASCII. */
export function sampleGcode(lengthBytes: number): string {
  const lines = ['G21 G90 G94', 'G0 Z5.000']
  let length = lines.join('\n').length
  for (let line = 0; length < lengthBytes; line += 1) {
    const text = `G1 X${(line % 97).toFixed(3)} Y${(line % 89).toFixed(3)} F600`
    lines.push(text)
    length += text.length + 1
  }
  return `${lines.join('\n')}\n`
}

/** Two programs, the first with a name that takes more than one byte a letter. */
export function samplePrograms(lengthBytes: number): readonly ProgramPart[] {
  const part = (programId: string, stage: ProgramPart['stage'], text: string): ProgramPart => ({
    programId,
    stage,
    title: programId,
    postId: 'grbl',
    fileName: `${programId}.nc`,
    text,
    estimatedSeconds: 60,
  })
  return [
    part('channels', 'inlay-channels', `(épicéa 46 ✓ 𝄞)\n${sampleGcode(lengthBytes)}`),
    part('soundhole', 'soundhole', sampleGcode(300)),
  ]
}

/** Everything an OK run is built from; give what should differ. */
export function sampleParts(changes: Partial<ArtifactParts> = {}): ArtifactParts {
  return {
    runId: '0123456789abcdef0123456789abcdef',
    requestId: 'request-1',
    createdAtUtc: '2026-11-21T10:00:00.000Z',
    mode: 'rosette',
    toolId: 'router:em-1.0',
    machineId: 'grbl-3018',
    status: 'OK',
    jobName: 'Mosaic 46',
    requestSummary: { planId: 'mosaic-46', postIds: ['grbl'] },
    feasibility: { schema: 'rmos.feasibility', version: 1, overall: 'GREEN', score: 84.5 },
    decision: { risk_level: 'GREEN', score: 84.5, block_reason: null, warnings: [], details: {} },
    approval: {
      approved_at_utc: '2026-11-21T09:59:00.000Z',
      actor: 'luthier',
      acknowledgement: null,
    },
    toolpaths: [{ stage: 'inlay-channels', moves: [{ kind: 'rapid', zMm: 5 }] }],
    opplan: { operations: ['channel', 'soundhole'] },
    programs: samplePrograms(2000),
    appVersion: '0.1.0',
    exception: null,
    ...changes,
  }
}

/** A built OK run. */
export function sampleRun(changes: Partial<ArtifactParts> = {}): BuiltArtifact {
  return buildArtifact(sampleParts(changes), sha256Hex)
}

/** A run that was blocked. */
export function blockedRun(runId: string): BuiltArtifact {
  return sampleRun({
    runId,
    status: 'BLOCKED',
    decision: {
      risk_level: 'RED',
      score: 0,
      block_reason: 'tool wider than the channel',
      warnings: [],
      details: {},
    },
    approval: null,
    toolpaths: null,
    opplan: null,
    programs: [],
  })
}

/** A run id that sorts by its number. */
export function runIdOf(number: number): string {
  return number.toString(16).padStart(32, '0')
}
