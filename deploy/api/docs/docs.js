// Shows the document beside this folder. Nothing is asked of another origin, and a token is forgotten with the page.
SwaggerUIBundle({
  url: new URL('../openapi.yaml', document.baseURI).pathname,
  dom_id: '#api',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
  persistAuthorization: false,
});
