import { proofStrings } from './proof.strings.ts'

/** How far work is and how long it still takes, e.g. `42 %, about 3 s left`; only the share where nobody can say. */
export function progressDetail(
  work: { readonly share: number; readonly secondsLeft: number | null } | null,
): string {
  if (work === null) return ''
  const percent = Math.round(work.share * 100)
  return work.secondsLeft === null
    ? proofStrings.percent(percent)
    : proofStrings.secondsLeft(Math.ceil(work.secondsLeft), percent)
}
