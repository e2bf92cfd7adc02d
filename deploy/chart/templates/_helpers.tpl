{{/* Names and labels. Those that work on one service take a dict: root, name, fact (files/services.yaml), values. */}}

{{/* The services that are on, as a dict of such dicts by name */}}
{{- define "ballast.services" -}}
{{- range $name, $fact := .Files.Get "files/services.yaml" | fromYaml }}
{{- if (index $.Values.services $name).enabled }}
{{ $name }}: {{ $fact | toJson }}
{{- end }}
{{- end }}
{{- end }}

{{- define "ballast.fullname" -}}
{{ .root.Release.Name }}-{{ .name }}
{{- end }}

{{- define "ballast.release-labels" -}}
app.kubernetes.io/part-of: ballast
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ .Chart.Name }}-{{ .Chart.Version }}
{{- end }}

{{- define "ballast.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: service
{{- end }}

{{- define "ballast.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/component: service
{{ include "ballast.release-labels" .root }}
{{- end }}

{{- define "ballast.migration-labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/component: migration
{{ include "ballast.release-labels" .root }}
{{- end }}

{{- define "ballast.image" -}}
{{- $image := .root.Values.image -}}
{{- with $image.registry }}{{ . }}/{{ end }}{{ $image.repository }}/{{ .name }}
{{- with .values.digest }}@{{ . }}{{ else }}:{{ $image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{/* From SIGTERM on: the longest a service takes, with the drain of its sockets where it has any */}}
{{- define "ballast.stop-seconds" -}}
{{- if .fact.drains -}}
{{ add .fact.stopSeconds (include "ballast.drain-delay" .) }}
{{- else -}}
{{ .fact.stopSeconds }}
{{- end }}
{{- end }}

{{/* quarkus.shutdown.delay has to be longer than the window over which sockets are closed, or the service does not start */}}
{{- define "ballast.drain-delay" -}}
{{ add .root.Values.shutdown.drainWindowSeconds 2 }}
{{- end }}

{{- define "ballast.grace-seconds" -}}
{{- $shutdown := .root.Values.shutdown -}}
{{ add $shutdown.preStopSeconds (include "ballast.stop-seconds" .) $shutdown.marginSeconds }}
{{- end }}
