import { Copy } from 'lucide-react'
import { useEffect } from 'react'
import { ProblemState } from '../../session/ProblemState.tsx'
import { useCommandStore } from '../../session/commands.store.ts'
import { copyText } from '../../session/copy-text.ts'
import { useSettings } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/States.tsx'
import './about.css'
import { useAbout, type AppInfo } from './about.store.ts'
import { aboutStrings } from './about.strings.ts'
import { NetworkPanel } from './NetworkPanel.tsx'

const words = aboutStrings

function Look() {
  const settings = useSettings((state) => state.settings)
  const change = useSettings((state) => state.change)
  return (
    <Panel title={words.look}>
      <div className="setting">
        <span>
          {words.units}
          <span className="caption">{words.unitsHint}</span>
        </span>
        <Segmented
          label={words.units}
          value={settings.units}
          options={(['mm', 'inch'] as const).map((value) => ({ value, label: words[value] }))}
          onChange={(units) => {
            change({ units })
          }}
        />
      </div>
      <div className="setting">
        <span>{words.theme}</span>
        <Segmented
          label={words.theme}
          value={settings.theme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: words.themes[value],
          }))}
          onChange={(theme) => {
            change({ theme })
          }}
        />
      </div>
    </Panel>
  )
}

function Keys() {
  const bySource = useCommandStore((state) => state.bySource)
  const commands = Object.values(bySource)
    .flat()
    .filter((command) => command.keys !== undefined)
  return (
    <Panel title={words.keys}>
      <p className="caption">{words.keysHint}</p>
      <dl className="keys">
        {commands.map((command) => (
          <div key={command.id}>
            <dt>{command.title}</dt>
            <dd>
              <kbd>{command.keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function infoRows(info: AppInfo): readonly (readonly [string, string])[] {
  return [
    [words.version, info.version],
    [words.shell, words.shells[info.shell]],
    [words.dataDir, info.dataDir],
    [words.planVersion, String(info.planVersion)],
    [words.database, String(info.databaseSchemaVersion)],
    [words.runtime, info.runtime],
    [words.sqlite, info.sqliteVersion],
  ]
}

function Versions({ info }: { info: AppInfo }) {
  const rows = infoRows(info)
  return (
    <>
      {info.notices.map((notice) => (
        <p key={notice} className="notice" role="alert">
          {notice}
        </p>
      ))}
      <dl className="versions">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">{words.offline}</p>
      <Button
        icon={<Copy size={16} />}
        onClick={() => {
          copyText(rows.map(([name, value]) => `${name}: ${value}`).join('\n'), words.copied)
        }}
      >
        {words.copy}
      </Button>
    </>
  )
}

/** Choices, keys, versions and places. */
export function AboutPanel() {
  const info = useAbout((state) => state.info)
  const load = useAbout((state) => state.load)
  useEffect(() => {
    void load()
  }, [load])
  return (
    <div className="about">
      <h1>{words.title}</h1>
      <div className="about-columns">
        <div className="about-stack">
          <Look />
          <Keys />
        </div>
        <div className="about-stack">
          <NetworkPanel />
          <Panel title={words.about}>
            {info.state === 'failed' && (
              <ProblemState
                problem={info.problem}
                safe={words.failedSafe}
                onRetry={() => void load()}
              />
            )}
            {(info.state === 'idle' || info.state === 'loading') && (
              <Skeleton label={words.reading} />
            )}
            {info.state === 'ready' && <Versions info={info.value} />}
          </Panel>
        </div>
      </div>
    </div>
  )
}
