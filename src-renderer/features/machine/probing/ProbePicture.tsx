import type { ProbeKind } from './probing.strings.ts'

const BIT = 'M-5 -34V-8L0 0L5 -8V-34Z'

function Bit({ x, y }: { x: number; y: number }) {
  return <path className="probe-bit" d={BIT} transform={`translate(${String(x)} ${String(y)})`} />
}

function Arrow({ d }: { d: string }) {
  return <path className="probe-move" d={d} markerEnd="url(#probe-arrow)" />
}

function ZPlate() {
  return (
    <>
      <rect className="probe-work" x="20" y="90" width="160" height="30" />
      <rect className="probe-plate" x="70" y="80" width="60" height="10" />
      <Bit x={100} y={56} />
      <Arrow d="M120 40V72" />
      <path className="probe-dimension" d="M136 80H156M136 90H156M150 72V80M150 98V90" />
    </>
  )
}

function Side() {
  return (
    <>
      <rect className="probe-work" x="80" y="60" width="100" height="60" />
      <Bit x={44} y={92} />
      <Arrow d="M52 100H74" />
      <circle className="probe-found" cx="80" cy="92" r="4" />
    </>
  )
}

function Corner() {
  return (
    <>
      <rect className="probe-work" x="70" y="20" width="110" height="70" />
      <circle className="probe-tip" cx="100" cy="108" r="6" />
      <Arrow d="M100 102V94" />
      <circle className="probe-tip" cx="52" cy="60" r="6" />
      <Arrow d="M58 60H66" />
      <circle className="probe-found" cx="70" cy="90" r="4" />
      <path className="probe-travel" d="M92 68L100 108M92 68L52 60" />
      <circle className="probe-tip" cx="92" cy="68" r="6" />
    </>
  )
}

function Bore() {
  return (
    <>
      <path className="probe-work" d="M30 10H170V120H30ZM100 20a45 45 0 1 0 0.01 0Z" />
      <path className="probe-travel" d="M55 65H145M100 20V110" />
      <circle className="probe-tip" cx="88" cy="60" r="6" />
      <Arrow d="M80 60H62" />
      <Arrow d="M96 60H138" />
      <circle className="probe-found" cx="100" cy="65" r="4" />
    </>
  )
}

function Boss() {
  return (
    <>
      <circle className="probe-work" cx="100" cy="65" r="38" />
      <circle className="probe-tip" cx="38" cy="65" r="6" />
      <Arrow d="M45 65H58" />
      <circle className="probe-tip" cx="162" cy="65" r="6" />
      <Arrow d="M155 65H142" />
      <Arrow d="M100 10V22" />
      <Arrow d="M100 120V108" />
      <circle className="probe-found" cx="100" cy="65" r="4" />
    </>
  )
}

const PICTURES: Readonly<Record<ProbeKind, () => React.ReactNode>> = {
  zPlate: () => <ZPlate />,
  edge: () => <Side />,
  corner: () => <Corner />,
  boreCentre: () => <Bore />,
  bossCentre: () => <Boss />,
}

/** What a way of probing does, in one picture: from the side for Z and a side, else from above. */
export function ProbePicture({ kind }: { kind: ProbeKind }) {
  return (
    <svg className="probe-picture" viewBox="0 0 200 130" aria-hidden="true">
      <defs>
        <marker
          id="probe-arrow"
          viewBox="0 0 8 8"
          refX="6"
          refY="4"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path className="probe-arrow-head" d="M0 0L8 4L0 8Z" />
        </marker>
      </defs>
      {PICTURES[kind]()}
    </svg>
  )
}
