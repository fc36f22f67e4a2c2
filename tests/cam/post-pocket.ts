import { readFileSync } from 'node:fs'
import { type Machine } from '#core/library/machine.schema.ts'
import { inUnits } from '#core/posts/in-units.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { postProblemSentence } from '#core/posts/post-problem.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { parsePost } from '#core/posts/registry.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import type { Move, ToolpathProgram } from '#core/toolpath/move.ts'

/** A roomy machine of the workshop. */
const MACHINE: Machine = {
  ...(JSON.parse(readFileSync('data/library/machines.json', 'utf8')) as readonly Machine[])[0],
} as Machine

/** The moves as a program of their own: raised, spindle up, cut, spindle off. */
export function programOfMoves(moves: readonly Move[]): ToolpathProgram {
  return {
    id: '1-inlay-channels',
    stage: 'inlay-channels',
    title: 'Pocket',
    toolId: 'tool',
    moves: [
      { kind: 'rapid', to: { zMm: 5 } },
      { kind: 'spindle', state: 'on', speedRpm: 18000 },
      { kind: 'dwell', seconds: 3 },
      ...moves,
      { kind: 'rapid', to: { zMm: 5 } },
      { kind: 'spindle', state: 'off', speedRpm: 0 },
    ],
  }
}

/** Posts moves for a controller, GRBL in mm unless told, and proves the text; throws with the first failure. */
export function postedText(
  moves: readonly Move[],
  postId = 'grbl',
  units: PostProfile['units'] = 'mm',
): string {
  const source = `${postId}.json`
  const post = parsePost({ source, text: readFileSync(`data/posts/${source}`, 'utf8') })
  if (!post.ok) throw new Error(post.error.message)
  const program = programOfMoves(moves)
  const profile = inUnits(post.value, units)
  const printed = printProgram(program, { profile, planName: 'pocket', machine: MACHINE })
  if (!printed.ok) throw new Error(postProblemSentence(printed.error))
  const machine = { ...MACHINE, travelMm: { x: 1000, y: 1000, z: 100 } }
  const proof = verifyPosted(program, printed.value.text, { machine, profile })
  const [first] = proof.failures
  if (first !== undefined) throw new Error(`line ${String(first.line)}: ${first.sentence}`)
  return printed.value.text
}
