// Sends the page's only form at once: OAuth 2.0 Form Post Response Mode, without the click.
document.forms[0].submit();
