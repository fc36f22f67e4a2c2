import type { ControllerFacts } from './manual-snapshot.ts'

/** What `[OPT:]` told; null when it was not heard yet. */
interface BuildOptions {
  readonly letters: string
  readonly plannerBlocks: number | null
  readonly receiveBytes: number | null
}

/** Sizes of a controller that does not tell its own. */
const USUAL = {
  grbl: { blocks: 15, bytes: 128, line: 79 },
  grblHAL: { blocks: 100, bytes: 1024, line: 256 },
  FluidNC: { blocks: 16, bytes: 128, line: 255 },
  unknown: { blocks: 15, bytes: 128, line: 79 },
} as const

function kindOf(name: string, version: string): ControllerFacts['kind'] {
  const text = `${name} ${version}`
  if (/fluidnc/i.test(text)) return 'FluidNC'
  if (/hal/i.test(text)) return 'grblHAL'
  // Grbl 1.1f.20170801; grblHAL writes 1.1f.20240101 behind its own name, or leaves the name out
  return /^Grbl$/i.test(name) && /^(0|1)\./.test(version) ? 'grbl' : 'unknown'
}

function sizesOf(
  kind: ControllerFacts['kind'],
  options: BuildOptions | null,
  earlier: ControllerFacts | null,
): Pick<ControllerFacts, 'optionLetters' | 'plannerBlocks' | 'receiveBytes'> {
  if (options === null && earlier !== null && earlier.kind === kind) return earlier
  const { letters = '', plannerBlocks = null, receiveBytes = null } = options ?? {}
  return {
    optionLetters: letters,
    plannerBlocks: plannerBlocks ?? USUAL[kind].blocks,
    receiveBytes: receiveBytes ?? USUAL[kind].bytes,
  }
}

/**
 * Who is at the other end and what it can take: by the banner's name, by the version of `$I` and by
 * the sizes of `[OPT:]`, which are believed before any table.
 */
export function factsFrom(
  firmware: { readonly name: string; readonly version: string } | null,
  options: BuildOptions | null,
  earlier: ControllerFacts | null,
): ControllerFacts {
  const { name, version } = firmware ?? { name: '', version: '' }
  const kind = kindOf(name, version)
  return {
    kind,
    version,
    ...sizesOf(kind, options, earlier),
    lineCharacters: USUAL[kind].line,
    pairsLineEnds: kind === 'grblHAL',
    latchesErrors: kind === 'grblHAL',
    detection: earlier?.detection ?? [],
  }
}
