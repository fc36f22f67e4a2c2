import { useState } from 'react'
import type { KeepSide } from '#core/migration/outcome.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { formatExact } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { FieldTable } from './FieldTable.tsx'
import { FixStep, useMayFix } from './FixSteps.tsx'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import {
  type Choices,
  chooseForAll,
  chosen,
  type Conflict,
  conflictKey,
  conflictsOf,
  countText,
  newestSide,
} from './migration.view-model.ts'

const words = migrationStrings.resolve
const SIDES = (['json', 'sqlite', 'newest'] as const).map((value) => ({
  value,
  label: words.keep[value],
}))

interface ConflictRowProps {
  readonly conflict: Conflict
  readonly keep: KeepSide | undefined
  readonly onKeep: (keep: KeepSide) => void
}

function timeText(at: string | null): string {
  return at === null ? migrationStrings.parts.noTime : formatExact(at)
}

function ConflictRow({ conflict, keep, onKeep }: ConflictRowProps) {
  const { dataset, difference } = conflict
  const newest = newestSide(difference)
  const kept = keep === 'newest' ? (newest === 'unknown' ? null : newest) : (keep ?? null)
  const options = newest === 'unknown' ? SIDES.filter(({ value }) => value !== 'newest') : SIDES
  const { parts } = migrationStrings
  return (
    <li className="drift-conflict">
      <header>
        <div>
          <strong>{difference.id}</strong>
          <span className="caption">
            {migrationStrings.datasetTitles[dataset]}
            {' · '}
            {parts.json}: {timeText(difference.json_updated_at)}
            {' · '}
            {parts.sqlite}: {timeText(difference.sqlite_updated_at)}
            {' · '}
            {words.newestIs[newest]}
          </span>
        </div>
        <Segmented<KeepSide | ''>
          label={words.choose(difference.id)}
          value={keep ?? ''}
          options={options}
          onChange={(value) => {
            if (value !== '') onKeep(value)
          }}
        />
      </header>
      <FieldTable difference={difference} kept={kept} />
    </li>
  )
}

/** Records that differ, JSON and database side by side, with a choice for each. */
export function ResolveStep({ report }: { report: MigrationReport }) {
  const resolve = useMigration((state) => state.resolve)
  const mayFix = useMayFix()
  const [choices, setChoices] = useState<Choices>({})
  const { listed, count } = conflictsOf(report)
  const picked = chosen(listed, choices)
  return (
    <FixStep title={words.title} text={words.text}>
      {count === 0 ? (
        <p>{words.none}</p>
      ) : (
        <>
          <div className="drift-buttons">
            <span className="muted">{words.all}</span>
            {SIDES.map(({ value, label }) => (
              <Button
                key={value}
                size="small"
                onClick={() => {
                  setChoices(chooseForAll(listed, value))
                }}
              >
                {label}
              </Button>
            ))}
            <Button
              look={picked.length === 0 ? 'plain' : 'primary'}
              disabled={!mayFix || picked.length === 0}
              onClick={() => void resolve(picked)}
            >
              {picked.length === 0 ? words.nothingChosen : words.run(countText(picked.length))}
            </Button>
          </div>
          {listed.length < count && (
            <p className="caption">{words.sampled(countText(listed.length), countText(count))}</p>
          )}
          <ul className="drift-conflicts">
            {listed.map((conflict) => (
              <ConflictRow
                key={conflictKey(conflict)}
                conflict={conflict}
                keep={choices[conflictKey(conflict)]}
                onKeep={(keep) => {
                  setChoices((now) => ({ ...now, [conflictKey(conflict)]: keep }))
                }}
              />
            ))}
          </ul>
        </>
      )}
    </FixStep>
  )
}
