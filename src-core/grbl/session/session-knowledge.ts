import { MM_PER_INCH } from '../../units/length.ts'
import { factsFrom } from '../manual/controller-facts.ts'
import type { GrblResponse } from '../parse-response.ts'
import { receiveBudgetBytes } from './stream-window.ts'
import { setController, setManual, type SessionDraft } from './session-draft.ts'

/** Notes a step of finding out who is at the other end; shown to the person. */
export function noteDetection(draft: SessionDraft, sentence: string): void {
  const { manual, times } = draft.session
  const step = { atMs: Math.round(draft.atMs - times.openedMs), sentence }
  const detection = [...manual.detection, step].slice(-40)
  setManual(draft, {
    detection,
    facts: manual.facts === null ? null : { ...manual.facts, detection },
  })
}

/** What the controller says of itself, whoever asked. */
export function onInformation(draft: SessionDraft, response: GrblResponse): void {
  const { kind } = response
  if (kind === 'version') onVersion(draft, response.version)
  else if (kind === 'buildOptions') learnFacts(draft, response)
  else if (kind === 'setting') learnSetting(draft, response.settingNumber, response.value)
  else if (kind === 'message') onMessage(draft, response.text)
  else if (kind === 'unknown' && /^\[FIRMWARE:grblHAL\]$/i.test(response.text)) {
    onName(draft, 'grblHAL')
  }
}

/** M2 and M30 set the overrides back: what was on its way is not pushed again. */
function onMessage(draft: SessionDraft, text: string): void {
  if (text.startsWith('Pgm End')) setManual(draft, { overrides: null, stale: true })
}

function onName(draft: SessionDraft, name: string): void {
  setController(draft, {
    firmware: { name, version: draft.session.controller.firmware?.version ?? '' },
  })
  learnFacts(draft, null)
}

function onVersion(draft: SessionDraft, version: string): void {
  const name = draft.session.controller.firmware?.name ?? 'Grbl'
  setController(draft, { firmware: { name, version } })
  learnFacts(draft, null)
}

function learnFacts(
  draft: SessionDraft,
  options: Extract<GrblResponse, { readonly kind: 'buildOptions' }> | null,
): void {
  const { manual, controller } = draft.session
  const facts = factsFrom(controller.firmware, options, manual.facts)
  setManual(draft, { facts })
  if (options !== null) {
    const budgetBytes = receiveBudgetBytes(options.receiveBytes)
    draft.session.window = { ...draft.session.window, budgetBytes }
  }
  noteDetection(
    draft,
    options === null
      ? `It is ${facts.kind === 'unknown' ? 'a GRBL-like controller' : facts.kind} ${facts.version}.`
      : `It buffers ${String(facts.plannerBlocks)} moves and ${String(facts.receiveBytes)} bytes, and reads lines of ${String(facts.lineCharacters)} characters.`,
  )
}

function learnSetting(draft: SessionDraft, settingNumber: number, value: string): void {
  const settings = new Map(draft.session.manual.settings).set(settingNumber, value)
  setManual(draft, { settings })
  if (settingNumber === 13) learnReportUnit(draft, Number(value) !== 0)
}

/** Now that `$13` is known, the work offset heard before it gets its unit: it is told only seldom. */
function learnReportUnit(draft: SessionDraft, reportsInches: boolean): void {
  const { workOffset, unscaledWorkOffset: heard } = draft.session.controller
  const scale = reportsInches ? MM_PER_INCH : 1
  const scaled =
    heard === null
      ? workOffset
      : { xMm: heard.xMm * scale, yMm: heard.yMm * scale, zMm: heard.zMm * scale }
  setController(draft, { reportsInches, workOffset: scaled, unscaledWorkOffset: null })
}
