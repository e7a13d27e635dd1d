FROM python:3.13-slim

RUN useradd --system --uid 10001 --no-create-home cvscreen
WORKDIR /app
COPY requirements-production.txt ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements-production.txt
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
RUN pip install --no-cache-dir hatchling && pip install --no-cache-dir --no-deps --no-build-isolation . && pip uninstall --yes hatchling

USER cvscreen
ENV PYTHONUNBUFFERED=1
EXPOSE 8000
ENTRYPOINT ["cvscreen"]
CMD ["serve", "--host", "0.0.0.0"]
