// Names by which a script speaks to a server or makes markup of text. None may stand in what is shipped.

export const WAYS_OUT = [
  /\bfetch\b(?!")/,
  /\bXMLHttpRequest\b/,
  /\bWebSocket\b/,
  /\bEventSource\b/,
  /\bWebTransport\b/,
  /\bsendBeacon\b/,
  /\bRTCPeerConnection\b/,
  /\bimportScripts\b/,
  /\bwindow\.open\b/,
  /\blocation\s*=[^=]/,
  /\blocation\.(assign|replace)\b/,
  /\blocation\.href\s*=[^=]/,
  /\bdocument\.write\b/,
  /\beval\s*\(/,
  /\bnew Function\b/,
];

/** Preact has a door for markup that our sources leave shut; Trusted Types would refuse it. */
export const MARKUP = [/\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML)\b/];

export function bansIn(text: string, bans: readonly RegExp[]): readonly string[] {
  return bans.filter((ban) => ban.test(text)).map(String);
}
