import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { compareSettings, type SettingDifference } from '#core/grbl/settings/compare-settings.ts'
import { parseSettingsFile } from '#core/grbl/settings/parse-settings-file.ts'
import { settingProblem, settingWarnings } from '#core/grbl/settings/setting-rules.ts'
import type { SettingRow } from '#core/grbl/settings/setting-row.ts'
import { settingsText, type SettingValue } from '#core/grbl/settings/settings-backup.ts'
import { settingsToWrite } from '#core/grbl/settings/restore-settings.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { fileProblem } from '../../files/storage-problem.ts'
import { GRBL_CODES } from '../../machine/grbl-codes.ts'
import { problem } from '../../workshop/problems.ts'
import { readInputFile, tellProblem, writeJson } from '../answer.ts'
import { EXIT, type ExitCode } from '../command.ts'
import { textTable } from '../table.ts'
import { machineCommand, type MachineDesk, type MachineWork } from './machine-command.ts'

const FILE_LIMIT_BYTES = 200_000

function nameOf({ settingNumber, entry }: Pick<SettingRow, 'settingNumber' | 'entry'>) {
  return [`$${String(settingNumber)}`, entry?.name ?? 'not known to RMOS'] as const
}

function unitOf({ entry }: Pick<SettingRow, 'entry'>): string {
  return entry?.unit ?? ''
}

async function list({ rmos, context }: MachineDesk): Promise<ExitCode> {
  const rows = await rmos.controller.settings({})
  if (!rows.ok) return tellProblem(context, rows.error)
  if (context.json) {
    const settings = rows.value.map(({ settingNumber, value, entry, concern }) => ({
      ...{ settingNumber, value, concern },
      ...{ name: entry?.name ?? null, unit: entry?.unit ?? null },
    }))
    writeJson(context, 'rmos.machine-settings', { settings })
    return EXIT.done
  }
  context.writeResult(
    textTable(rows.value.map((row) => [...nameOf(row), row.value, unitOf(row), row.concern])),
  )
  return EXIT.done
}

/** A set as it was named: a file of `$n=value` lines, or a backup of this workshop by its id. */
async function namedSet(
  { rmos }: MachineDesk,
  named: string,
): Promise<Result<readonly SettingValue[], Problem>> {
  if (existsSync(named)) {
    const text = readInputFile(named, FILE_LIMIT_BYTES)
    if (!text.ok) return failure(problem('invalid-data', text.error.message))
    const values = parseSettingsFile(basename(named), text.value)
    return values.ok ? values : failure(problem('invalid-data', values.error))
  }
  const kept = await rmos.controller.readBackup({ backupId: named })
  if (kept.ok) return success(kept.value.values)
  return failure(
    problem(
      'not-found',
      `${named}: there is no such file, and no backup of that id.`,
      'rmos machine settings backups lists them.',
    ),
  )
}

function presentValues(rows: readonly SettingRow[]): readonly SettingValue[] {
  return rows.map(({ settingNumber, value }) => ({ settingNumber, value }))
}

function differenceRow(difference: SettingDifference): readonly string[] {
  const { left, right } = difference
  return [...nameOf(difference), left ?? 'missing', '→', right ?? 'missing', unitOf(difference)]
}

/** What stands on the controller now, beside a set; null when it could not be had. */
async function compared(desk: MachineDesk, named: string) {
  const rows = await desk.rmos.controller.settings({})
  if (!rows.ok) return rows
  const wanted = await namedSet(desk, named)
  if (!wanted.ok) return wanted
  const comparison = compareSettings(presentValues(rows.value), wanted.value, GRBL_CODES)
  return success({ rows: rows.value, wanted: wanted.value, comparison })
}

async function compare(desk: MachineDesk, named: string): Promise<ExitCode> {
  const { context } = desk
  const found = await compared(desk, named)
  if (!found.ok) return tellProblem(context, found.error)
  const { differences, equalCount } = found.value.comparison
  if (context.json) {
    const rows = differences.map(({ settingNumber, left, right }) => ({
      ...{ settingNumber, controller: left, named: right },
    }))
    writeJson(context, 'rmos.machine-settings-comparison', { differences: rows, equalCount })
  } else {
    if (differences.length > 0) context.writeResult(textTable(differences.map(differenceRow)))
    context.writeNote(
      `${String(differences.length)} settings differ, ${String(equalCount)} are equal.`,
    )
  }
  return differences.length === 0 ? EXIT.done : EXIT.verificationFailed
}

const NOT_AGREED = 'Nothing was written. Repeat with --yes to write it.'

async function restore(desk: MachineDesk, named: string, agreed: boolean): Promise<ExitCode> {
  const { context, rmos } = desk
  const found = await compared(desk, named)
  if (!found.ok) return tellProblem(context, found.error)
  const { rows, wanted, comparison } = found.value
  const present = new Map(rows.map(({ settingNumber, value }) => [settingNumber, value]))
  const changes = settingsToWrite(wanted, present)
  if (changes.length === 0) {
    context.writeNote('The controller has these settings already; nothing was written.')
    return EXIT.done
  }
  const changed = new Set(changes.map(({ settingNumber }) => settingNumber))
  const shown = comparison.differences.filter(({ settingNumber }) => changed.has(settingNumber))
  context.writeNote(textTable(shown.map(differenceRow)))
  if (!agreed) {
    context.writeNote(NOT_AGREED)
    return EXIT.blocked
  }
  const kept = await rmos.controller.importBackup({
    name: basename(named),
    text: settingsText(wanted),
  })
  if (!kept.ok) return tellProblem(context, kept.error)
  return tellRestored(desk, await rmos.controller.restore({ backupId: kept.value.backupId }))
}

function tellRestored(
  { context }: MachineDesk,
  restored: Awaited<ReturnType<MachineDesk['rmos']['controller']['restore']>>,
): ExitCode {
  if (!restored.ok) return tellProblem(context, restored.error)
  const { state, written, remaining, sentence, remedy } = restored.value
  if (context.json) writeJson(context, 'rmos.machine-restore', { state, written, remaining })
  else context.writeResult(sentence)
  if (remedy !== '') context.writeNote(remedy)
  return state === 'interrupted' ? EXIT.machineFault : EXIT.done
}

/** `$110=4000`, or `110=4000` where a shell would take `$1` for its own. */
const CHANGE = /^\$?(\d{1,3})=(-?\d+(?:\.\d+)?)$/

function parseChanges(words: readonly string[]): Result<readonly SettingValue[], string> {
  const changes: SettingValue[] = []
  for (const word of words) {
    const [, number, value] = CHANGE.exec(word) ?? []
    if (number === undefined || value === undefined) {
      return failure(
        `"${word}" is no setting such as 110=4000 ($110=4000 wants quotes in most shells)`,
      )
    }
    changes.push({ settingNumber: Number(number), value })
  }
  return changes.length === 0 ? failure('name a setting, e.g. 110=4000') : success(changes)
}

/** Shows a change with what is to be known of it; the codes of its warnings, or the refusal. */
function showChange(
  desk: MachineDesk,
  rows: readonly SettingRow[],
  { settingNumber, value }: SettingValue,
): Result<readonly string[], Problem> {
  const row = rows.find((one) => one.settingNumber === settingNumber)
  if (row === undefined) {
    return failure(problem('not-found', `The controller has no setting $${String(settingNumber)}.`))
  }
  const wrong = row.entry === null ? null : settingProblem(row.entry, value)
  if (wrong !== null) return failure(problem('invalid-data', wrong))
  desk.context.writeNote(textTable([[...nameOf(row), row.value, '→', value, unitOf(row)]]))
  const warnings = settingWarnings(rows, settingNumber, value)
  for (const { sentence } of warnings) desk.context.writeNote(sentence)
  return success(warnings.map(({ code }) => code))
}

async function set(
  desk: MachineDesk,
  changes: readonly SettingValue[],
  agreed: boolean,
): Promise<ExitCode> {
  const { rmos, context } = desk
  let rows = await rmos.controller.settings({})
  for (const change of changes) {
    if (!rows.ok) return tellProblem(context, rows.error)
    const agreedWarnings = showChange(desk, rows.value, change)
    if (!agreedWarnings.ok) return tellProblem(context, agreedWarnings.error)
    if (agreed) {
      rows = await rmos.controller.writeSetting({
        ...change,
        agreedWarnings: [...agreedWarnings.value],
      })
    }
  }
  if (!rows.ok) return tellProblem(context, rows.error)
  if (agreed) {
    context.writeNote('Written and read back; what was before is kept as a backup.')
    return EXIT.done
  }
  context.writeNote(NOT_AGREED)
  return EXIT.blocked
}

async function backup({ rmos, context }: MachineDesk, path: string | null): Promise<ExitCode> {
  const kept = await rmos.controller.backup({ note: path ?? 'from the command line' })
  if (!kept.ok) return tellProblem(context, kept.error)
  const { backupId, settingCount } = kept.value
  if (path !== null) {
    const content = await rmos.controller.readBackup({ backupId })
    if (!content.ok) return tellProblem(context, content.error)
    try {
      await writeFile(path, settingsText(content.value.values), { flag: 'wx' })
    } catch (error) {
      return tellProblem(context, fileProblem(error, 'write', path))
    }
  }
  if (context.json) writeJson(context, 'rmos.machine-settings-backup', kept.value)
  else context.writeResult(backupId)
  context.writeNote(
    `${String(settingCount)} settings kept${path === null ? '' : ` and written to ${path}`}.`,
  )
  return EXIT.done
}

async function backups({ rmos, context }: MachineDesk): Promise<ExitCode> {
  const kept = await rmos.controller.backups({})
  if (!kept.ok) return tellProblem(context, kept.error)
  if (context.json) writeJson(context, 'rmos.machine-settings-backups', { backups: kept.value })
  else if (kept.value.length === 0) context.writeNote('No settings have been kept yet.')
  else {
    context.writeResult(
      textTable(
        kept.value.map(({ backupId, createdAtUtc, reason, settingCount, firmware, note }) => [
          ...[backupId, createdAtUtc, reason, `${String(settingCount)} settings`, firmware, note],
        ]),
      ),
    )
  }
  return EXIT.done
}

type Planned = { readonly reach: 'books' | 'read' | 'act'; readonly work: MachineWork } | string

/** A verb that takes one name. */
function named(
  rest: readonly string[],
  reach: 'read' | 'act',
  work: (desk: MachineDesk, name: string) => Promise<ExitCode>,
): Planned {
  const [name, more] = rest
  if (name === undefined || more !== undefined) return 'name one file or backup'
  return { reach, work: (desk) => work(desk, name) }
}

const VERBS: Readonly<Record<string, (rest: readonly string[], agreed: boolean) => Planned>> = {
  list: () => ({ reach: 'read', work: list }),
  backups: () => ({ reach: 'books', work: backups }),
  backup: ([path = null, ...more]) =>
    more.length > 0
      ? 'name one file at most'
      : { reach: 'read', work: (desk) => backup(desk, path) },
  compare: (rest) => named(rest, 'read', compare),
  restore: (rest, agreed) => named(rest, 'act', (desk, name) => restore(desk, name, agreed)),
  set: (rest, agreed) => {
    const changes = parseChanges(rest)
    if (!changes.ok) return changes.error
    return { reach: 'act', work: (desk) => set(desk, changes.value, agreed) }
  },
}

/** `machine settings`: the controller's own settings (`$$`). */
export const machineSettings = machineCommand({
  name: 'machine settings',
  summary: "the controller's own settings: list, set, backup, compare, restore",
  usage:
    'Usage: rmos machine settings [list] --port URI\n       rmos machine settings set N=VALUE… [--yes] --port URI\n       rmos machine settings backup [FILE] --port URI\n       rmos machine settings backups\n       rmos machine settings compare FILE|ID --port URI\n       rmos machine settings restore FILE|ID [--yes] --port URI\nFILE holds lines as the controller prints them, e.g. $110=5000.000; ID is that of a kept backup.\nset and restore show first what would change and write only with --yes, which also agrees to the warnings shown; each value is read back, and what was before is kept as a backup.\nIn most shells $110=4000 wants quotes; 110=4000 says the same.\nExit 2 when compare finds a difference, 4 without --yes, 5 when the controller did not take a value.\nExample: rmos machine settings set 110=4000 --yes --port serial:/dev/ttyUSB0',
  options: { yes: { type: 'boolean', default: false } },
  plan: ({ words: [verb = 'list', ...rest], values }) =>
    VERBS[verb]?.(rest, values['yes'] === true) ??
    `"${verb}" is none of ${Object.keys(VERBS).join(', ')}`,
})
