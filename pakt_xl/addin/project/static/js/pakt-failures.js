// What a person reads when something fails: what is wrong and what to do, in German.

/** Carries a German message for the pane. */
export class Failure extends Error {}

const UNCHANGED = "Die Mappe ist unverändert.";

const BY_EXCEL_CODE = {
  InvalidOperationInCellEditMode:
    "Excel bearbeitet gerade eine Zelle. Bitte die Eingabe mit der Eingabetaste abschließen oder mit Esc abbrechen und erneut klicken.",
  AccessDenied: "Excel verweigert den Zugriff. Bitte prüfen, ob die Mappe schreibgeschützt oder ein Blatt geschützt ist.",
  ResponsePayloadSizeLimitExceeded: "Die Mappe ist für Excel im Browser zu groß. Bitte in Excel auf dem PC öffnen und dort klicken.",
  RequestPayloadSizeLimitExceeded: "Die Mappe ist für Excel im Browser zu groß. Bitte in Excel auf dem PC öffnen und dort klicken.",
};

const BY_STATUS = {
  401: "Der Server verlangt eine Anmeldung. Bitte in Excel mit dem Dienstkonto anmelden und erneut klicken.",
  403: "Dieses Konto darf den Server nicht benutzen. Bitte die Betreuung des Servers ansprechen.",
  413: "Die Mappe ist größer, als der Server annimmt. Bitte die Betreuung des Servers ansprechen.",
};

/** A failure while Excel was read or a cell was shown. */
export function excelFailure(error) {
  const known = BY_EXCEL_CODE[error?.code];
  return new Failure(known ?? `Excel meldet einen Fehler (Kennung ${error?.code ?? "unbekannt"}). Bitte erneut klicken. ${UNCHANGED}`);
}

/** A failure of the request; nothing has been written then. */
export function serverFailure(error) {
  const status = error.response?.status;
  if (status) {
    const known = BY_STATUS[status] ?? `Der Server meldet einen Fehler (${status}). Bitte der Betreuung des Servers melden.`;
    return new Failure(`${known} ${UNCHANGED}`);
  }
  return new Failure(
    `Der Server antwortet nicht. ${UNCHANGED} Bitte prüfen, ob er läuft und erreichbar ist, und erneut klicken.`,
  );
}

/** A failure while the changes were applied; the sheets of the actions before it may have been written. */
export function writeFailure(error, answer, payload) {
  const sheets = writtenSheets((answer?.actions ?? []).slice(0, error.appliedActionCount ?? 0), payload);
  const written = sheets.length ? `Ganz oder teilweise geschrieben: ${sheets.join(", ")}.` : UNCHANGED;
  const reason = BY_EXCEL_CODE[error.cause?.code] ?? BY_EXCEL_CODE[error.code];
  const sentences = ["Beim Schreiben in die Mappe ist ein Fehler aufgetreten.", reason, written, "Bitte erneut klicken."];
  return new Failure(sentences.filter(Boolean).join(" "));
}

/** Names of the sheets whose cells these actions write. */
export function writtenSheets(actions, payload) {
  const writing = actions.filter((action) => action.func === "setValues" || action.func === "setFormula");
  return [...new Set(writing.map((action) => payload.sheets[action.sheet_position].name))];
}
