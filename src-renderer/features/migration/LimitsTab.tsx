import { THRESHOLD_NAMES } from '#core/migration/verdict.ts'
import { countQuantity } from '../../session/quantities.ts'
import { Button } from '../../ui/Button.tsx'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import { UnitField } from '../../ui/UnitField.tsx'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'

const words = migrationStrings
/** More records than any shop has. */
const MOST = 10_000_000
const COUNT = countQuantity()

/** The four limits of the audit; the verdict follows each at once. */
export function LimitsTab() {
  const thresholds = useMigration((state) => state.thresholds)
  const { setThreshold, setStrict } = useMigration.getState()
  return (
    <>
      <p className="muted">{words.limits.lead}</p>
      {THRESHOLD_NAMES.map((name) => (
        <UnitField
          key={name}
          label={words.limits[name]}
          value={thresholds[name]}
          quantity={COUNT}
          range={{ min: 0, max: MOST }}
          step={1}
          labels={words.field}
          onCommit={(limit) => {
            setThreshold(name, limit)
          }}
          help={
            <HelpPopover
              labels={words.help}
              content={{
                title: words.limits[name],
                text: words.limitHelp[name],
                usual: words.limitUsual,
                source: words.limitSource,
              }}
            />
          }
        />
      ))}
      <Button size="small" onClick={setStrict}>
        {words.limits.strict}
      </Button>
    </>
  )
}
