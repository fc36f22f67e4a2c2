import { CONTROLLER_NAMES } from '#core/gcode/dialects/controller.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { postsStrings } from './posts.strings.ts'

const words = postsStrings

function arcsText({ arcs, helicalArcs, arcPlanes }: PostProfile['capabilities']): string {
  if (!arcs) return words.noArcs
  const planes = arcPlanes.join(', ')
  return helicalArcs ? words.helices(planes) : words.flatArcs(planes)
}

function toolText({ toolChange, toolLength }: PostProfile['capabilities']): string {
  const how = words.toolChanges[toolChange]
  return toolLength === 'table' ? words.withLength(how) : how
}

function pathText({ pathMode }: PostProfile['capabilities']): string {
  return typeof pathMode === 'string'
    ? words.paths[pathMode]
    : words.blend(pathMode.blendToleranceMm)
}

/** What a post writes, as names and values to read. */
export function capabilityRows(post: PostProfile): readonly (readonly [string, string])[] {
  const { capabilities: able, units } = post
  const { rows } = words
  return [
    [rows.controller, CONTROLLER_NAMES[post.controller]],
    [rows.units, words.unitsOf[units]],
    [rows.arcs, arcsText(able)],
    [rows.sweep, words.degrees(able.maxArcSweepDeg)],
    [rows.centre, words.centres[able.arcCentre]],
    [rows.toolChange, toolText(able)],
    [rows.holes, able.drillingCycles ? words.cycles : words.noCycles],
    [rows.path, pathText(able)],
    [rows.decimals, words.decimalsOf(able.decimals.coordinate, able.decimals.feed)],
    [rows.line, words.characters(able.maxLineChars)],
    [rows.dwell, words.dwells[able.dwellUnit]],
    [rows.comments, words.commentsOf[able.commentStyle]],
    [rows.numbers, words.numbersOf(able.lineNumberStep)],
    [rows.file, `.${post.fileExtension}`],
  ]
}

/** A line without blanks and line number, as it is compared with another post's. */
function bare(line: string): string {
  return line.replace(/^N\d+\s*/, '').replaceAll(' ', '')
}

/** For every line of one program whether it stands in the other one too, blanks and numbers aside. */
export function sharedLines(
  lines: readonly string[],
  others: readonly string[],
): readonly boolean[] {
  const known = new Set(others.map(bare))
  return lines.map((line) => known.has(bare(line)))
}

/** A shipped post's text as the start of one's own: another id and name. */
export function copyOfPost(text: string, takenIds: readonly string[]): string {
  const post = JSON.parse(text) as { id: string; name: string }
  const base = `my-${post.id}`.slice(0, 36)
  let id = base
  for (let number = 2; takenIds.includes(id); number += 1) id = `${base}-${String(number)}`
  return `${JSON.stringify({ ...post, id, name: `${post.name}, mine`.slice(0, 80) }, null, 2)}\n`
}

/** The line a sentence of a refused file names, from 1; 0 when it names none. */
export function lineOfSentence(sentence: string): number {
  return Number(/line (\d+)/.exec(sentence)?.[1] ?? '0')
}
